"""What was learned is drawn as it is: regions, records and counts."""

import subprocess
import sys
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_rgb
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from course_utils.figures import learning, plot_confusion, plot_decision_boundary
from course_utils.figures import plot_learning_curve as plot_curve


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


class Above:
    """Says 1 where the second feature is above a height, else 0; knows nothing of fitting."""

    def __init__(self, height, classes=(0, 1)):
        self.height, self.classes_ = height, np.array(classes)

    def predict(self, X):
        return self.classes_[(X[:, 1] > self.height).astype(int)]


def regions_of(ax):
    (mesh,) = [child for child in ax.get_children() if hasattr(child, "get_coordinates")]
    corners = mesh.get_coordinates()
    centres = (corners[:-1, :-1] + corners[1:, 1:]) / 2
    return mesh, centres, np.asarray(mesh.get_array())


POINTS = np.array([[0.0, -1], [1, 5], [2, 0], [4, 3], [3, 4]])
LABELS = np.array([0, 1, 0, 1, 1])


def test_the_regions_are_what_the_classifier_says_of_each_place():
    (ax,) = plot_decision_boundary(Above(2.0), POINTS, LABELS).axes
    _, centres, values = regions_of(ax)
    np.testing.assert_array_equal(values, centres[..., 1] > 2)
    (low, high), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    assert -1 < low < 0
    assert 4 < high < 5
    assert -2 < bottom < -1
    assert 5 < top < 6


def test_the_line_lies_where_the_answer_changes():
    (ax,) = plot_decision_boundary(Above(2.0), POINTS, LABELS).axes
    lines = [
        segment
        for child in ax.collections
        if hasattr(child, "levels")
        for path in child.get_paths()
        for segment in path.to_polygons(closed_only=False)
    ]
    assert lines
    for line in lines:
        np.testing.assert_allclose(line[:, 1], 2, atol=0.03)
        assert np.ptp(line[:, 0]) > 4


@pytest.mark.parametrize("labels", [["b", "a", "c"], [30, 8, 100], [2.0, 1.0, 3.0]])
def test_each_class_has_its_points_its_colour_and_its_marker_in_sorted_order(labels):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(60, 2)) + np.repeat([[0, 0], [5, 5], [0, 9]], 20, axis=0)
    y = np.repeat(labels, 20)
    classifier = make_pipeline(StandardScaler(), LogisticRegression()).fit(X, y)
    fig = plot_decision_boundary(classifier, X, y, names=("width", "height"))
    (ax,) = fig.axes
    lines = ax.get_lines()
    assert [line.get_label() for line in lines] == [str(label) for label in sorted(labels)]
    for line, label in zip(lines, sorted(labels), strict=True):
        np.testing.assert_array_equal(line.get_xydata(), X[y == label])
        assert line.get_linestyle() == "None"
    assert len({line.get_marker() for line in lines}) == 3
    assert len({line.get_color() for line in lines}) == 3
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [
        str(label) for label in sorted(labels)
    ]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("width", "height")


def test_a_region_is_a_tint_of_its_points_colour_for_all_ten_classes():
    X = np.column_stack([np.arange(40) // 4, np.arange(40) % 4]).astype(float)
    y = np.arange(40) // 4
    classifier = KNeighborsClassifier(1).fit(X, y)
    (ax,) = plot_decision_boundary(classifier, X, y).axes
    mesh, centres, values = regions_of(ax)
    asked = classifier.predict(centres.reshape(-1, 2)).reshape(values.shape)
    assert np.mean(values == asked) > 0.999  # but for ties
    markers = [line.get_marker() for line in ax.get_lines()]
    assert len(set(markers)) == 10
    tints = mesh.to_rgba(np.arange(10.0))[:, :3]
    for line, tint in zip(ax.get_lines(), tints, strict=True):
        np.testing.assert_allclose(tint, 0.7 + 0.3 * np.array(to_rgb(line.get_color())), atol=0.01)


def test_test_points_may_lack_a_class_and_a_region_may_fill_the_page(recwarn):
    (ax,) = plot_decision_boundary(Above(99.0), POINTS[:1], LABELS[:1]).axes
    ax.get_figure().canvas.draw()
    assert not recwarn.list
    assert [line.get_label() for line in ax.get_lines()] == ["0", "1"]
    assert [len(line.get_xydata()) for line in ax.get_lines()] == [1, 0]
    assert not [child for child in ax.collections if hasattr(child, "levels")]


@pytest.mark.parametrize("kind", [np.float32, np.int64])
def test_points_of_any_kind_are_taken_and_left_as_they_are(kind):
    X = np.asfortranarray(POINTS.astype(kind))
    X.flags.writeable = False
    given, ax = plt.subplots()
    assert plot_decision_boundary(Above(2.0), X, LABELS.tolist(), ax=ax) is given
    assert len(ax.get_lines()) == 2


@pytest.mark.parametrize(
    ("X", "y", "message"),
    [
        (POINTS[:, :1], LABELS, r"`X` must have two features, got shape \(5, 1\)"),
        (POINTS[0], LABELS, r"`X` must be 2-D \(n, 2\), got shape \(2,\)"),
        (POINTS * np.nan, LABELS, "`X` must be finite, got NaN"),
        (POINTS[:0], LABELS[:0], "`X` must not be empty"),
        (POINTS, LABELS[:4], r"`y` must hold 5 labels, one for each sample, got shape \(4,\)"),
        (POINTS, LABELS[:, None], r"`y` must hold 5 labels, .* got shape \(5, 1\)"),
        (POINTS, LABELS + 1, "`y` must hold labels of the classifier, got 2"),
        (POINTS, LABELS * np.nan, "`y` must be finite, got NaN"),
    ],
)
def test_what_cannot_be_drawn_as_points_is_refused(X, y, message):
    with pytest.raises(ValueError, match=message):
        plot_decision_boundary(Above(2.0), X, y)


def test_more_than_ten_classes_are_refused():
    with pytest.raises(ValueError, match="`classifier` must know at most 10 classes, got 11"):
        plot_decision_boundary(Above(2.0, classes=range(11)), POINTS, LABELS)


def test_each_record_is_a_line_that_begins_at_zero():
    histories = {"slow": [3, 2.5, 2.2, 2], "fast": np.array([3, 1], np.float32)}
    (ax,) = plot_curve(histories, xlabel="epoch", ylabel="cross-entropy").axes
    for line, (name, values) in zip(ax.get_lines(), histories.items(), strict=True):
        np.testing.assert_array_equal(line.get_xdata(), np.arange(len(values)))
        np.testing.assert_array_equal(line.get_ydata(), values)
        assert line.get_label() == name
    assert (ax.get_xlabel(), ax.get_ylabel(), ax.get_yscale()) == (
        "epoch",
        "cross-entropy",
        "linear",
    )
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["slow", "fast"]
    assert all(tick == round(tick) for tick in ax.get_xticks())


def test_ten_records_differ_in_colour_and_neighbours_in_line_too():
    (ax,) = plot_curve({str(i): [i, i] for i in range(10)}).axes
    lines = ax.get_lines()
    styles = [line.get_linestyle() for line in lines]
    assert len({line.get_color() for line in lines}) == 10
    assert len(set(styles[:4])) == 4
    assert all(a != b for a, b in pairwise(styles))


def test_a_log_scale_and_given_axes():
    given, ax = plt.subplots()
    assert plot_curve({"a": [1, 0.1]}, log=True, ax=ax) is given
    assert ax.get_yscale() == "log"
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("step", "cost")
    assert plot_curve({"a": [1, 0, -1]}).axes[0].get_yscale() == "linear"


@pytest.mark.parametrize(
    ("histories", "options", "message"),
    [
        ({}, {}, "`histories` must hold at least one record"),
        ({"a": [[1, 2]]}, {}, r"`histories\['a'\]` must be 1-D, got shape \(1, 2\)"),
        ({"a": [1], "b": [1, np.inf]}, {}, r"`histories\['b'\]` must be finite, got infinity"),
        ({"a": []}, {}, r"`histories\['a'\]` must not be empty"),
        ({"a": [1, 0]}, {"log": True}, r"`histories\['a'\]` must be positive .*, got 0"),
    ],
)
def test_what_is_no_record_is_refused(histories, options, message):
    with pytest.raises(ValueError, match=message):
        plot_curve(histories, **options)


def cells(fig):
    """The number written at each (row, column), and the colour below it."""
    (ax,) = fig.axes
    (mesh,) = [child for child in ax.get_children() if hasattr(child, "get_coordinates")]
    n = len(ax.get_xticklabels())
    colours = mesh.to_rgba(np.asarray(mesh.get_array()).reshape(n, n))
    places = {(int(t.get_position()[1]), int(t.get_position()[0])): t for t in ax.texts}
    return places, colours


def labels_of(axis):
    return [label.get_text() for label in axis.get_ticklabels()]


def test_each_cell_counts_true_down_and_predicted_across():
    fig = plot_confusion(["b", "a", "b", "b"], ["b", "b", "a", "b"], title="four")
    places, _ = cells(fig)
    assert {place: text.get_text() for place, text in places.items()} == {
        (0, 0): "0",
        (0, 1): "1",
        (1, 0): "1",
        (1, 1): "2",
    }
    (ax,) = fig.axes
    assert labels_of(ax.xaxis) == labels_of(ax.yaxis) == ["a", "b"]
    assert (ax.get_xlabel(), ax.get_ylabel(), ax.get_title()) == ("predicted", "true", "four")
    assert ax.get_ylim()[0] > ax.get_ylim()[1], "the first class is not above"


def test_zeros_are_light_and_many_are_dark_also_where_no_zero_is():
    counts = np.array([[3, 6], [9, 30]])
    true, predicted = (
        np.repeat(index.ravel(), counts.ravel()) for index in np.indices(counts.shape)
    )
    _, colours = cells(plot_confusion(true, predicted))
    brightness = colours[..., :3].mean(axis=2)
    assert brightness[0, 0] > 0.85
    assert brightness[1, 1] < 0.4
    places, colours = cells(plot_confusion(true[:3], predicted[:3], names=["x", "y"]))
    assert colours[1, 1, :3].min() > 0.95
    assert float(places[1, 1].get_color()) > 0.5


def test_names_stand_for_all_classes_also_those_that_do_not_occur():
    fig = plot_confusion(np.array([2, 0]), np.array([2, 2]), names=["hum", "knock", "rattle"])
    places, _ = cells(fig)
    (ax,) = fig.axes
    assert labels_of(ax.xaxis) == labels_of(ax.yaxis) == ["hum", "knock", "rattle"]
    written = {place for place, text in places.items() if text.get_text() == "1"}
    assert len(places) == 9
    assert written == {(0, 2), (2, 2)}
    assert labels_of(plot_confusion([8, 3], [3, 3]).axes[0].xaxis) == ["3", "8"]


@pytest.mark.parametrize(
    ("true", "predicted", "names", "message"),
    [
        ([0, 1], [0], None, r"`y_pred` must hold 2 labels, .* got shape \(1,\)"),
        ([], [], None, "`y_true` must not be empty"),
        ([[0, 1]], [0, 1], None, r"`y_true` must hold one label .* got shape \(1, 2\)"),
        ([0, np.nan], [0, 1], None, "`y_true` must be finite, got NaN"),
        ([0, 1], [0, 2], ["a", "b"], "`names` must hold .* 2 names and the label 2"),
        ([3, 8], [3, 8], ["3", "8"], "`names` must hold .* 2 names and the label"),
        (["a", "b"], [0, 1], None, "string"),
    ],
)
def test_labels_that_do_not_fit_are_refused(true, predicted, names, message):
    with pytest.raises(ValueError, match=message):
        plot_confusion(true, predicted, names=names)


def test_what_is_slow_to_import_waits_for_the_confusion():
    code = (
        "import sys, course_utils.figures; sys.exit(bool({'seaborn', 'sklearn'} & {*sys.modules}))"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def drawn_texts(fig):
    texts = [text for ax in fig.axes for text in (ax.title, *ax.get_xticklabels())]
    return [text for text in texts if text.get_text() and text.get_visible()]


@pytest.mark.parametrize("n", [2, 3, 10])
def test_nothing_is_cut_off_or_written_over_at_the_type_size_of_the_course(n):
    labels = np.arange(n)
    X = np.column_stack([labels, -labels]).astype(float)
    records = {f"learning rate {i / 7:.3f}": [2.0, 1.0] for i in range(n)}
    with plt.style.context("course_utils.course"):
        for fig in (
            plot_decision_boundary(
                KNeighborsClassifier(1).fit(X, labels), X, labels, names=("width", "height")
            ),
            plot_curve(records, ylabel="cross-entropy"),
            plot_confusion(labels, labels, names=["not a face"] * n, title="pictures to test on"),
            plot_confusion(labels, labels, names=labels, title="a title longer than the table"),
        ):
            fig.canvas.draw()
            drawn, page = fig.get_tightbbox(), fig.get_size_inches()
            assert drawn.x0 >= 0
            assert drawn.y0 >= 0
            assert drawn.x1 <= page[0]
            assert drawn.y1 <= page[1]
        ticks = [text.get_window_extent() for text in drawn_texts(fig)[1:]]
        assert all(a.x1 < b.x0 for a, b in pairwise(ticks))


def test_the_colours_of_classes_are_told_apart():
    """Also where red is not seen (Machado and others, 2009, doi:10.1109/TVCG.2009.113)."""
    without_red = [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ]
    colours = np.array([to_rgb(colour) for colour in learning._COLOURS])
    for seen in (colours, colours @ np.transpose(without_red)):
        apart = np.linalg.norm(seen[:, None] - seen[None], axis=2)
        assert apart[np.triu_indices(10, 1)].min() > 0.1
        assert apart[:3, :3][np.triu_indices(3, 1)].min() > 0.3
