"""Words that would act if they were let: as Markdown, as HTML, as an address, as a template."""

NAUGHTY = [
    "![x](http://evil.example/a.png)",
    "<img src=http://evil.example/b.png onerror=alert(1)>",
    "<script>alert(1)</script>",
    "**bold** _it_ `code` ~~gone~~ $x^2$ :red[red]",
    "[click](http://evil.example/c)",
    "http://evil.example/d",
    "# heading",
    "1. list",
    "&lt;b&gt; &amp;",
    "a\\b | c",
    "{{ 7 * 7 }} ((name)) %s",
]
