"""Awards in lieu of subsidy 以奖代补: accepted by every department, paid by instalments, held to a check each year."""
