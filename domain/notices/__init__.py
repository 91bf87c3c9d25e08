"""Public notices 公示: who is proposed for what, posted for all to see, with objections."""
