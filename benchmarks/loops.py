"""The lowest rung: plain loops over pixels, as the formulas are written.

Each works out the middle of the result only, `size` × `size` pixels, so that a race against
them ends before lunch; borders play no part there.
"""

import math

import numpy as np


def middle(shape, size):
    """Return the first row and the first column of the `size` × `size` pixels in the middle."""
    return (shape[0] - size) // 2, (shape[1] - size) // 2


def convolve(image, kernel, size):
    top, left = middle(image.shape, size)
    rows, columns = kernel.shape
    result = np.empty((size, size))
    for i in range(size):
        for j in range(size):
            total = 0.0
            for r in range(rows):
                for c in range(columns):
                    y, x = top + i + rows // 2 - r, left + j + columns // 2 - c
                    total += kernel[r, c] * image[y, x]
            result[i, j] = total
    return result


def window_sum(image, window, size):
    top, left = middle(image.shape, size)
    result = np.empty((size, size))
    for i in range(size):
        for j in range(size):
            total = 0.0
            for y in range(top + i - window // 2, top + i - window // 2 + window):
                for x in range(left + j - window // 2, left + j - window // 2 + window):
                    total += image[y, x]
            result[i, j] = total
    return result


def gaussian(image, sigma, size):
    radius = int(4 * sigma + 0.5)
    weights = [math.exp(-(x**2) / (2 * sigma**2)) for x in range(-radius, radius + 1)]
    weights = [weight / sum(weights) for weight in weights]
    top, left = middle(image.shape, size)
    tall = np.empty((size + 2 * radius, size))
    for i in range(size + 2 * radius):
        for j in range(size):
            total = 0.0
            for k, weight in enumerate(weights):
                total += weight * image[top + i - radius, left + j + k - radius]
            tall[i, j] = total
    result = np.empty((size, size))
    for i in range(size):
        for j in range(size):
            total = 0.0
            for k, weight in enumerate(weights):
                total += weight * tall[i + k, j]
            result[i, j] = total
    return result


def resize(image, shape, size):
    """Interpolate linearly between pixel centres."""
    top, left = middle(shape, size)
    result = np.empty((size, size))
    for i in range(size):
        for j in range(size):
            y = (top + i + 0.5) * image.shape[0] / shape[0] - 0.5
            x = (left + j + 0.5) * image.shape[1] / shape[1] - 0.5
            row, column = math.floor(y), math.floor(x)
            down, right = y - row, x - column
            above = (1 - right) * image[row, column] + right * image[row, column + 1]
            below = (1 - right) * image[row + 1, column] + right * image[row + 1, column + 1]
            result[i, j] = (1 - down) * above + down * below
    return result


def canny(image, sigma, low, high, size):
    smoothed = gaussian(image, sigma, size + 4)
    dy, dx, strength = np.empty((3, size + 2, size + 2))
    for i in range(size + 2):
        for j in range(size + 2):
            for derivative, down, right in ((dy, 1, 0), (dx, 0, 1)):
                total = 0.0
                for k, weight in ((-1, 1), (0, 2), (1, 1)):
                    y, x = i + 1 + k * right, j + 1 + k * down
                    total += weight * (
                        smoothed[y + down, x + right] - smoothed[y - down, x - right]
                    )
                derivative[i, j] = total
            strength[i, j] = math.hypot(dy[i, j], dx[i, j])
    thin = np.zeros((size, size))
    for i in range(size):
        for j in range(size):
            y, x, here = dy[i + 1, j + 1], dx[i + 1, j + 1], strength[i + 1, j + 1]
            if here < low:
                continue
            share = min(abs(y), abs(x)) / max(abs(y), abs(x))
            down, right = int(np.sign(y)), int(np.sign(x))
            straight = (down, 0) if abs(y) > abs(x) else (0, right)
            beside = []
            for way in (1, -1):
                a = strength[i + 1 + way * straight[0], j + 1 + way * straight[1]]
                b = strength[i + 1 + way * down, j + 1 + way * right]
                beside.append((1 - share) * a + share * b)
            if here >= max(beside):
                thin[i, j] = here
    edges = thin >= high
    todo = [(int(i), int(j)) for i, j in zip(*np.nonzero(edges), strict=True)]
    while todo:
        i, j = todo.pop()
        for y in range(max(0, i - 1), min(size, i + 2)):
            for x in range(max(0, j - 1), min(size, j + 2)):
                if thin[y, x] >= low and not edges[y, x]:
                    edges[y, x] = True
                    todo.append((y, x))
    return edges


def nearest_neighbour_loo(X, y, size):
    """Predict the `size` samples in the middle."""
    first = (len(X) - size) // 2
    predictions = np.empty(size, dtype=int)
    for i in range(size):
        shortest = math.inf
        for j in range(len(X)):
            total = 0.0
            for column in range(X.shape[1]):
                total += (X[first + i, column] - X[j, column]) ** 2
            if j != first + i and total < shortest:
                shortest, predictions[i] = total, y[j]
    return predictions


def nearest_centers(X, centers, size):
    """Find the nearest center of the `size` samples in the middle."""
    first = (len(X) - size) // 2
    labels = np.empty(size, dtype=int)
    for i in range(size):
        shortest = math.inf
        for j in range(len(centers)):
            total = 0.0
            for column in range(X.shape[1]):
                total += (X[first + i, column] - centers[j, column]) ** 2
            if total < shortest:
                shortest, labels[i] = total, j
    return labels


def single_neuron(X, y, l2):
    """Return the probability of each sample after gradient descent with the safe step."""
    norm = np.linalg.norm(np.column_stack([X, np.ones(len(X))]), 2)
    step = 1 / (norm**2 / len(X) / 4 + l2)
    rows, labels = X.tolist(), y.tolist()
    weights, bias, length = [0.0] * X.shape[1], 0.0, math.inf
    while length >= 1e-4:
        of_weights, of_bias = [l2 * weight for weight in weights], 0.0
        for row, label in zip(rows, labels, strict=True):
            logit = bias
            for value, weight in zip(row, weights, strict=True):
                logit += value * weight
            error = (1 / (1 + math.exp(-logit)) - label) / len(rows)
            for column, value in enumerate(row):
                of_weights[column] += error * value
            of_bias += error
        weights = [w - step * slope for w, slope in zip(weights, of_weights, strict=True)]
        bias -= step * of_bias
        length = math.hypot(*of_weights, of_bias)
    return 1 / (1 + np.exp(-(X @ weights + bias)))


def convolution_layer(x, kernels, gradient, size):
    """Run both passes for the `size` samples in the middle; return the input's gradient."""
    first = (len(x) - size) // 2
    x, gradient = x[first : first + size], gradient[first : first + size]
    output, of_kernels = np.zeros(gradient.shape), np.zeros(kernels.shape)
    of_input = np.zeros(x.shape)
    for n, i, j, filter_ in np.ndindex(gradient.shape):
        for r, c, channel in np.ndindex(kernels.shape[:-1]):
            output[n, i, j, filter_] += (
                kernels[r, c, channel, filter_] * x[n, i + r, j + c, channel]
            )
    for n, i, j, filter_ in np.ndindex(gradient.shape):
        slope = gradient[n, i, j, filter_]
        for r, c, channel in np.ndindex(kernels.shape[:-1]):
            of_kernels[r, c, channel, filter_] += slope * x[n, i + r, j + c, channel]
            of_input[n, i + r, j + c, channel] += slope * kernels[r, c, channel, filter_]
    return of_input
