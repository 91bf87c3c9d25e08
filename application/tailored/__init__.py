"""Questions about tailored service: coverage, ranking, quotas, deadlines, and the three accords."""
