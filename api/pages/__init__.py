"""The pages: what people in an office use in a browser. Every page is plain HTML and works without scripts."""
