"""The self-evaluation form 项目支出绩效自评表: its rows as of any moment, settled or as they would be now."""
