"""The history's window: people, their photos by date, two dates side by side, and trends."""
