"""What the documents of each family say: invented figures that agree, with the record that a perfect reading gives."""
