"""Calendars 放假安排: a year's days off and make-up days, as the State Council's notice of that year lists them."""
