"""Results for people: the status of a photo, the summary of many. No Qt."""
