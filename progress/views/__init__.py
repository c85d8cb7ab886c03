"""What answers at the addresses of progress."""
