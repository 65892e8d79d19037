// Expression trees (gdcore/typeset/trees.py) become closures over one array of numbers.
// No text is ever run: a tree holds numbers, places of variables and steps, and the operations below.
(function (gdvideo) {
  "use strict";

  // As numpy: 1 to any power is 1.
  const power = (base, exponent) => (base === 1 ? 1 : Math.pow(base, exponent));

  // The exponential is only ever taken of a negative number, so nothing overflows.
  const sigmoid = (z) => {
    const decay = Math.exp(-Math.abs(z));
    return (z >= 0 ? 1 : decay) / (1 + decay);
  };
  const softplus = (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
  const powerLog = (base, exponent, times) => {
    const raised = power(base, exponent);
    return raised === 0 ? 0 : raised * Math.pow(Math.log(base), times);
  };

  const one = (f) => (u) => () => f(u());
  const two = (f) => (u, v) => () => f(u(), v());

  const folded = (f, joined) => (...parts) => parts.slice(2).reduce(joined, two(f)(parts[0], parts[1]));
  const sum = folded((u, v) => u + v, (u, v) => () => u() + v());
  const product = folded((u, v) => u * v, (u, v) => () => u() * v());

  const raised = (base, exponent, tree) => {
    if (tree[2] === 2) return () => base() ** 2;
    if (tree[2] === -1) return () => 1 / base();
    return () => power(base(), exponent());
  };

  const OPERATIONS = {
    "+": sum,
    "*": product,
    "/": (u, v) => { const ratio = u() / v(); return () => ratio; },
    "if": (condition, then, other) => () => (condition() ? then() : other()),
    "<=": two((u, v) => u <= v),
    "<": two((u, v) => u < v),
    ">=": two((u, v) => u >= v),
    ">": two((u, v) => u > v),
    abs: one(Math.abs),
    arctan: one(Math.atan),
    cos: one(Math.cos),
    exp: one(Math.exp),
    log: one(Math.log),
    sign: one(Math.sign),
    sin: one(Math.sin),
    tan: one(Math.tan),
    tanh: one(Math.tanh),
    Sigmoid: one(sigmoid),
    Softplus: one(softplus),
    PowerLog: (base, exponent, times) => () => powerLog(base(), exponent(), times()),
  };

  function closure(tree, memory, variables) {
    if (typeof tree === "number") return () => tree;
    if (typeof tree === "string") {
      const place = Number(tree.slice(1)) + (tree[0] === "s" ? variables : 0);
      return () => memory[place];
    }
    const operands = tree.slice(1).map((part) => closure(part, memory, variables));
    if (tree[0] === "^") return raised(operands[0], operands[1], tree);
    if (!Object.hasOwn(OPERATIONS, tree[0])) throw new Error(`no operation is called ${tree[0]}`);
    return OPERATIONS[tree[0]](...operands);
  }

  // A function that takes the variables' values and returns those of the trees, always in the same
  // array: whoever keeps them copies them. A condition is kept as 1 or 0.
  gdvideo.compiled = function (trees, variables) {
    const memory = new Float64Array(variables + trees.steps.length);
    const steps = trees.steps.map((tree) => closure(tree, memory, variables));
    const values = trees.values.map((tree) => closure(tree, memory, variables));
    const found = new Float64Array(values.length);
    return function (given) {
      for (let k = 0; k < variables; k++) memory[k] = given[k];
      for (let k = 0; k < steps.length; k++) memory[variables + k] = steps[k]();
      for (let k = 0; k < values.length; k++) found[k] = values[k]();
      return found;
    };
  };
})((globalThis.gdvideo ??= {}));
