"""Page sources: plain Markdown files below ``docs/`` with front matter."""
