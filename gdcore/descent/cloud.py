"""The cloud: where a descent on some rows at a time stays at a fixed learning rate.

Near the best fit the gradient over a few rows does not vanish, so a step of fixed rate never stops.
The points that it visits are a cloud about the best fit. Its size follows from the data alone: no
descent has to be made to know it.

With δ = θ − θ*, a step on `size` rows that are drawn independently is δ' = (I − r H_B) δ − r n_B,
where H_B is the batch's Hessian and n_B its gradient at θ*, which is zero on average. In the long
run the mean of δ is zero, and its covariance Σ is the one that a step leaves as it is:

    Σ = E[(I − r H_B) Σ (I − r H_B)] + r² E[n_B n_Bᵀ],

a linear equation in the entries of Σ. For small r it is Bottou, Curtis & Nocedal, Optimization
Methods for Large-Scale Machine Learning, SIAM Review 60 (2018), theorem 4.6: proportional to r, and
to 1/size. Here it is solved exactly, at any rate.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from gdcore.arrays import Floats, frozen
from gdcore.error.objective import Objective
from gdcore.error.quadratic import Quadratic

__all__ = ["Cloud", "cloud", "largest_rate", "near_cloud"]

_ONE: Final = 1.0 - 1e-12
"""A spread that shrinks by less than this at a step does not settle within float64."""


@dataclass(frozen=True, slots=True, eq=False)
class Cloud:
    """The points that a descent visits in the long run.

    Parameters
    ----------
    centre : Floats, shape (p,)
        Their mean: the best fit.
    covariance : Floats, shape (p, p)
        Of the points about it, symmetric.
    excess : float
        How far E lies above the lowest, on average.
    """

    centre: Floats
    covariance: Floats
    excess: float

    @property
    def radius(self) -> float:
        """The root of the mean squared distance from the centre."""
        return float(np.sqrt(np.trace(self.covariance)))

    def outline(self, spreads: float, corners: int) -> Floats:
        """Return the ellipse that lies `spreads` standard deviations out in every direction.

        Parameters
        ----------
        spreads : float
            Positive. Of a normal cloud, 2 hold 86 % of the points: 1 − exp(−spreads²/2).
        corners : int
            How many points, 3 or more.

        Returns
        -------
        Floats, shape (corners, 2)

        Raises
        ------
        ValueError
            If there are not two parameters.
        """
        if self.centre.size != 2:
            raise ValueError(f"`outline` needs 2 parameters, got {self.centre.size}")
        angles = np.linspace(0.0, 2.0 * np.pi, corners, endpoint=False)
        sizes, axes = np.linalg.eigh(self.covariance)
        round_ = np.column_stack([np.cos(angles), np.sin(angles)])
        # By the symmetric root, so that clouds that differ little have corners that differ little.
        return self.centre + spreads * round_ @ (axes * np.sqrt(np.maximum(sizes, 0.0))) @ axes.T


def cloud(objective: Objective, rate: float, size: int = 1) -> Cloud | None:
    """Return where a descent on a few rows at a time stays in the long run.

    Parameters
    ----------
    objective : Objective
        A bowl (see `Objective.is_quadratic`) with one lowest point.
    rate : float
        The fixed learning rate, positive.
    size : int
        The number of rows in a batch, 1 or more.

    Returns
    -------
    Cloud or None
        None if the rate is too large: then the mean squared distance grows without end, though a
        descent on all rows may settle at the same rate. It is exact for rows that are drawn
        independently. In passes that look at each row once, in a new order each time, what one
        row has pushed away the others pull back: such a descent stays nearer, by less than a
        tenth where size / (r λ n), the share of a pass that it remembers, is below 0.15 for the
        smallest curvature λ.

    Raises
    ------
    ValueError
        If E is no bowl with one lowest point, or a number is out of range.
    """
    if not (rate > 0.0 and size >= 1):
        raise ValueError(f"`rate` must be positive and `size` 1 or more, got {rate:g} and {size}")
    bowl = _bowl(objective)
    pulls, slopes = _rows(objective, bowl.minimum, size)
    spread = _kept(pulls, rate, size)
    if max(abs(np.linalg.eigvals(spread))) >= _ONE:
        return None
    noise = rate**2 / size * slopes.T @ slopes / len(slopes)
    still = np.linalg.solve(np.eye(len(spread)) - spread, noise.ravel()).reshape(noise.shape)
    covariance = frozen((still + still.T) / 2.0)
    return Cloud(bowl.minimum, covariance, 0.5 * float(np.sum(bowl.hessian * covariance)))


def largest_rate(objective: Objective, size: int = 1) -> float:
    """Return the rate below which a descent on a few rows at a time has a cloud.

    E[(I − r H_B) ⊗ (I − r H_B)] = I − r (H ⊗ I + I ⊗ H) + r² E[H_B ⊗ H_B]. It carries squares on
    to squares, so its largest eigenvalue is a positive one (Krein and Rutman 1948), and that is 1
    where (H ⊗ I + I ⊗ H) v = r E[H_B ⊗ H_B] v. The smallest such r is returned.

    Parameters
    ----------
    objective : Objective
        A bowl with one lowest point.
    size : int
        The number of rows in a batch, 1 or more.

    Raises
    ------
    ValueError
        If E is no bowl with one lowest point, or `size` is below 1.
    """
    if size < 1:
        raise ValueError(f"`size` must be 1 or more, got {size}")
    pulls, _ = _rows(objective, _bowl(objective).minimum, size)
    mean = pulls.mean(axis=0)
    one = np.eye(len(mean))
    both = np.kron(mean, one) + np.kron(one, mean)
    squares = np.kron(mean, mean) + _uneven(pulls) / size
    return 1.0 / float(np.linalg.eigvals(np.linalg.solve(both, squares)).real.max())


def near_cloud(objective: Objective, fit: Floats, rate: float, size: int = 1) -> Cloud:
    """Return about where a descent on a few rows at a time stays, where E need not be a bowl.

    As if all batches were curved like E is at its lowest point and only their gradients differed:
    Σ = (I − r H) Σ (I − r H) + r² C. In the eigenvectors of H, with its eigenvalues λ, the entries
    of Σ are those of r C, each divided by λ_i + λ_j − r λ_i λ_j.

    Parameters
    ----------
    objective : Objective
        Curved in every direction at its lowest point.
    fit : Floats, shape (p,)
        That point.
    rate : float
        The fixed learning rate, positive, so small that all those divisors are positive.
    size : int
        The number of rows in a batch, 1 or more.
    """
    whole = objective.hessian(fit)
    share = size * objective.loss.weight(size)
    slopes = share * objective.row_gradients(fit)
    lengths, axes = np.linalg.eigh(
        share / (objective.n * objective.loss.weight(objective.n)) * whole
    )
    noise = axes.T @ (slopes.T @ slopes) @ axes / (objective.n * size)
    apart = lengths[:, None] + lengths - rate * np.outer(lengths, lengths)
    covariance = frozen(axes @ (rate * noise / apart) @ axes.T)
    return Cloud(frozen(fit), covariance, 0.5 * float(np.sum(whole * covariance)))


def _bowl(objective: Objective) -> Quadratic:
    bowl = objective.quadratic
    if bowl is None or bowl.rank < bowl.minimum.size:
        raise ValueError("`objective` must be a bowl with one lowest point, got another")
    return bowl


def _rows(objective: Objective, best: Floats, size: int) -> tuple[Floats, Floats]:
    """Return each row's Hessian and gradient, as if a whole batch were like it."""
    features, predicted = objective.tangent(best)
    share = size * objective.loss.weight(size) * float(objective.loss.curvature)
    residuals = predicted - objective.data.y.values
    pulls = share * features[:, :, None] * features[:, None, :]
    return pulls, share * residuals[:, None] * features


def _kept(pulls: Floats, rate: float, size: int) -> Floats:
    """Return E[(I − r H_B) ⊗ (I − r H_B)], which carries the covariance on by a step."""
    mean = pulls.mean(axis=0)
    keeps = np.eye(len(mean)) - rate * mean
    return np.kron(keeps, keeps) + rate**2 / size * _uneven(pulls)


def _uneven(pulls: Floats) -> Floats:
    """Return the mean of (H_i − H) ⊗ (H_i − H) over single rows."""
    around = pulls - pulls.mean(axis=0)
    width = around.shape[1] ** 2
    return np.einsum("nij,nkl->ikjl", around, around).reshape(width, width) / len(pulls)
