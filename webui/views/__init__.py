"""What templates see: prepared texts and links, nothing to decide. HTML in `Markup` is safe already."""
