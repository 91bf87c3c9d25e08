"""Performance self-evaluation 绩效自评: goals and indicators planned, values filled in, scores worked out exactly."""
