"""Devices in kind 辅助器具: stock in and out, fittings with a signature, service life; no cash, ever."""
