"""What answers at the addresses of content: pages to walk, files to take away."""
