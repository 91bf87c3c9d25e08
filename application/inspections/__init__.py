"""What inspections need beside their decisions: the frame, the seed, who acted on whom, and drawing again."""
