# The page of all corridors.

index-title = { -brand }
index-description = Is the corridor open, for whom, who was moved, who still waits: by whom it is said.
index-heading = Humanitarian corridors
index-heading-none = No corridor yet
# The command stands behind it.
index-none = Nothing is recorded on this site yet. The operator adds the first corridor at the command line:
# { $strong }…{ $end } is the link to the desk.
index-none-then = After that the { $strong }desk{ $end } can record its days.
