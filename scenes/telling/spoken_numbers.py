"""Numbers as they are said: 6.44 × 10⁶ is six point four four million. No Manim here.

Whole numbers are those of num2words, in whatever language it knows; after the point, digits are
said one by one. Separators and plurals are those of Unicode's CLDR, by Babel.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from typing import Final

from babel.numbers import get_decimal_symbol, get_group_symbol

from scenes.telling.language import SaidInLanguage

__all__ = ["Quantity", "SpokenNumbers", "plain_digits", "spoken_numbers"]

_LARGE: Final = Decimal(1_000_000)
_MANY: Final = Decimal(2)
_LONGEST = 15
"""A whole number of more digits is said digit by digit."""
_EXPONENT = "⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that was read.

    Parameters
    ----------
    mantissa : Decimal
        Finite.
    exponent : int
        Of the ten that it is multiplied with.
    """

    mantissa: Decimal
    exponent: int

    @property
    def plural(self) -> Decimal:
        """A number of the same plural: itself, or just many if it is large."""
        is_small = self.exponent == 0 and abs(self.mantissa) < _LARGE
        return abs(self.mantissa) if is_small else _MANY


@dataclass(frozen=True)
class SpokenNumbers(SaidInLanguage):
    """Says numbers as a language does."""

    @cached_property
    def _point(self) -> str:
        return get_decimal_symbol(self._locale)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What a number looks like in the language, white space being a single space."""
        symbol = get_group_symbol(self._locale)
        group = r"\s" if symbol.isspace() else re.escape(symbol)
        whole = rf"[−-]?(?:\d{{1,3}}(?:{group}\d{{3}})+|\d+)"
        mantissa = rf"(?P<whole>{whole})(?:{re.escape(self._point)}(?P<decimals>\d+))?"
        times = rf"{mantissa}(?: × 10(?P<power>{_EXPONENT}))?"
        return re.compile(rf"(?:10(?P<alone>{_EXPONENT})|{times})")

    def read(self, match: re.Match[str]) -> Quantity:
        """Return what a match of `pattern` stands for."""
        if match["alone"]:
            return Quantity(Decimal(1), _exponent(match["alone"]))
        whole = re.sub(r"[^\d]", "", match["whole"])
        sign = "" if match["whole"][0].isdigit() else "-"
        return Quantity(
            Decimal(f"{sign}{whole}.{match['decimals'] or 0}"), _exponent(match["power"] or "⁰")
        )

    def said(self, quantity: Quantity, *, is_measured: bool) -> str:
        """Return a number in words.

        Parameters
        ----------
        quantity : Quantity
        is_measured : bool
            Whether a unit follows: of a unit there are no billionths.

        Examples
        --------
        >>> told = spoken_numbers("en")
        >>> told.said(Quantity(Decimal("6.40"), 7), is_measured=False)
        'sixty-four million'
        """
        exponent = quantity.exponent
        scale = self._scale(exponent)
        if scale == 0 or (scale < 0 and is_measured):
            return self._with_power(quantity)
        number = quantity.mantissa.scaleb(exponent - scale)
        forms = self._words.scales[scale]
        form = forms.get(self._category(number), forms["other"])
        return form.format(n=self.decimal(number))

    def _scale(self, exponent: int) -> int:
        """Return the power of ten that is named for an exponent, 0 if none is.

        There are ten millions, but ten millionths would be heard as the ten-millionth part.
        """
        width = 3 if exponent > 0 else 1
        return max((s for s in self._words.scales if s <= exponent < s + width), default=0)

    def _with_power(self, quantity: Quantity) -> str:
        number = self.decimal(quantity.mantissa)
        if quantity.exponent == 0:
            return number
        exponent = self.decimal(Decimal(quantity.exponent))
        power = self._words.phrase("power-of-ten", exponent=exponent)
        is_one = quantity.mantissa == 1
        return power if is_one else self._words.phrase("multiple", number=number, other=power)

    def _category(self, number: Decimal) -> str:
        """Return CLDR's plural category of a number as it is said, without zeros at its end."""
        return self._locale.plural_form(Decimal(plain_digits(abs(number))))

    def decimal(self, number: Decimal) -> str:
        """Return a decimal number in words, without zeros at its end.

        Examples
        --------
        >>> spoken_numbers("en").decimal(Decimal("-7.20"))
        'minus seven point two'
        """
        minus = f"{self._words.phrase('minus')} " if number < 0 else ""
        return minus + self.numeral(plain_digits(abs(number)))

    def whole(self, digits: str) -> str:
        """Return digits in words, as one number unless they begin with 0 or are too many.

        Examples
        --------
        >>> spoken_numbers("en").whole("342"), spoken_numbers("en").whole("007")
        ('three hundred forty-two', 'zero zero seven')
        """
        if len(digits) > _LONGEST or (digits[0] == "0" and len(digits) > 1):
            return self._one_by_one(digits)
        return self._cardinal(int(digits))

    def numeral(self, digits: str) -> str:
        """Return digits, with a point among them or not, in words.

        Examples
        --------
        >>> spoken_numbers("en").numeral("2.50")
        'two point five zero'
        """
        whole, point, decimals = digits.partition(".")
        after = f" {self._words.phrase('point')} {self._one_by_one(decimals)}" if point else ""
        return self.whole(whole) + after

    def _one_by_one(self, digits: str) -> str:
        return " ".join(self._cardinal(int(digit)) for digit in digits)

    def _cardinal(self, number: int) -> str:
        # It brings all languages along, which a command that says nothing can do without.
        from num2words import num2words

        try:
            said = num2words(number, lang=self.language.replace("-", "_"))
        except NotImplementedError:
            return str(number)
        words = said.replace(",", "").split()
        return " ".join(word for word in words if word not in self._words.dropped)


@cache
def spoken_numbers(language: str) -> SpokenNumbers:
    """Return how a language says numbers."""
    return SpokenNumbers(language)


def _exponent(raised: str) -> int:
    return int(unicodedata.normalize("NFKC", raised).replace("−", "-"))


def plain_digits(number: Decimal) -> str:
    """Return a number that is not negative in plain digits, without zeros at its end.

    Examples
    --------
    >>> plain_digits(Decimal("7.20")), plain_digits(Decimal("2E+3"))
    ('7.2', '2000')
    """
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
