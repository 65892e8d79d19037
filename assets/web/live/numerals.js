// Numbers as the film writes them (scenes/telling/numerals.py): few digits, grouped, a true minus.
(function (gdvideo) {
  "use strict";

  const RAISED = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

  gdvideo.numerals = function (language) {
    const fixed = (value, places) =>
      new Intl.NumberFormat(language, { minimumFractionDigits: places, maximumFractionDigits: places })
        .format(value)
        .replace("-", "−");

    // A number with so many significant digits; far from 1, with a power of ten.
    function significant(value, digits = 3) {
      if (!Number.isFinite(value)) return value > 0 ? "∞" : value < 0 ? "−∞" : "–";
      if (value === 0) return "0";
      const [mantissa, power] = value.toExponential(digits - 1).split("e");
      const exponent = Number(power);
      if (exponent >= -4 && exponent < 6) return fixed(value, Math.max(digits - 1 - exponent, 0));
      const raised = [...String(exponent)].map((sign) => RAISED[sign]).join("");
      return `${fixed(Number(mantissa), digits - 1)} × 10${raised}`;
    }

    const point = fixed(0.5, 1)[1];

    // The same without the zeros at the end of its decimals.
    function rounded(value, digits = 3) {
      const [text, power] = significant(value, digits).split(" × ");
      const short = text.includes(point) ? text.replace(/0+$/, "").replace(/\D$/, "") : text;
      return power === undefined ? short : `${short} × ${power}`;
    }

    // A share in per cent, cut to so many decimals: what is not all is not said to be.
    function share(value, places = 1) {
      const whole = 10 ** (places + 2);
      const options = { style: "percent", minimumFractionDigits: places, maximumFractionDigits: places };
      return new Intl.NumberFormat(language, options).format(Math.trunc(whole * value) / whole + 0).replace("-", "−");
    }

    return { fixed, significant, rounded, share, counted: (number) => fixed(number, 0) };
  };
})((globalThis.gdvideo ??= {}));
