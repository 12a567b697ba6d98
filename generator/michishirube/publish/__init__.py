"""A compiled site → what readers get: the built folder, an export, an offline copy, its proof."""
