"""A date, in three boxes."""

from typing import ClassVar

from components.dates import ThreeBoxes


class Date(ThreeBoxes):
    """Asks for a date and keeps it as 2027-03-01; a month may be typed as a word.

    Source: GOV.UK Design System, Dates.
    """

    kind: ClassVar = "date"
    wanted: ClassVar = "Enter a date"
    sample: ClassVar = {"label": "Start date"}
    accepts: ClassVar = [
        ({"day": "1", "month": "3", "year": "2027"}, "2027-03-01"),
        ({"day": " 29", "month": "feb", "year": "2028"}, "2028-02-29"),
        ({"day": "05", "month": "September", "year": "1948"}, "1948-09-05"),
        ({"day": "2nd", "month": "Jan.", "year": "2027"}, "2027-01-02"),
        ({"day": "3 jan 1952", "month": "", "year": ""}, "1952-01-03"),
        ({"day": "3rd of January, 1952", "month": "", "year": " "}, "1952-01-03"),
        ({"day": "03/01/1952", "month": "", "year": ""}, "1952-01-03"),
        ({"day": "1952-01-03", "month": "", "year": ""}, "1952-01-03"),
    ]
    refuses: ClassVar = [
        ({"day": "1", "month": "", "year": "2027"}, "Start date must include a month"),
        ({"day": "1"}, "Start date must include a month and year"),
        ({"day": "31 feb 1952"}, "Start date must include a month and year"),
        ({"day": "3 jan 52"}, "Start date must include a month and year"),
        ({"day": "3 jan 1952", "month": "", "year": "1952"}, "Start date must include a month"),
        ({"day": "29", "month": "2", "year": "2027"}, "Start date must be a real date"),
        ({"day": "1_0", "month": "2", "year": "2027"}, "Start date must be a real date"),
        ({"day": "1", "month": "Juno", "year": "2027"}, "Start date must be a real date"),
        ({"day": "1", "month": "3", "year": "27"}, "Year must include 4 numbers"),
    ]
