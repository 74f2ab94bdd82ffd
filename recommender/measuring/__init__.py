"""What measure is made of: what each source says of a level, how far to trust it, where sources disagree."""
