"""What the site offers machines besides its pages: Markdown twins, llms.txt, a feed, pictures for links."""
