"""Pages of what is not public, for staff and for whoever was given a link: the outlets, called by their addresses."""
