package io.kafkaconnect.intercom.benchmark.chart;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A chart of lines over a number, such as seconds. Both axes begin at 0.
 *
 * @param unit what is counted on the vertical axis
 * @param across what is counted on the horizontal axis
 */
public record LineChart(String title, String unit, String across, List<Line> lines) {
    private static final int LEFT = 52;
    private static final int TOP = 30;
    private static final int BOTTOM = 34;
    private static final int LEGEND_LINE = 14;
    private static final int GRID_LINES = 4;

    /** So many lines have names in the legend; the others are drawn. */
    private static final int MAX_NAMES = 8;

    private static final int MAX_NAME_LENGTH = 25;

    /** Colors that people with any color vision can tell apart (Okabe and Ito), then shades of grey. */
    private static final List<String> COLORS = List.of(
            "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#b5a400", "#000000", "#777777",
            "#aaaaaa");

    /** The points of one line, in the order of {@code x}. */
    public record Line(String name, List<Point> points) {}

    /** A point. */
    public record Point(double x, double y) {}

    /** The chart as an element of SVG with such a size, at such a place in its parent. */
    public String svg(int x, int y, int width, int height) {
        Frame frame = new Frame(
                width,
                height - BOTTOM - LEGEND_LINE * ((Math.min(lines.size(), MAX_NAMES) + 1) / 2),
                top(lines.stream().flatMap(line -> line.points().stream()).mapToDouble(Point::x)),
                niceTop(top(
                        lines.stream().flatMap(line -> line.points().stream()).mapToDouble(Point::y))));
        return "<svg x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"11\">%n"
                        .formatted(x, y, width, height)
                + "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\" stroke=\"#dddddd\"/>\n"
                + "<text x=\"8\" y=\"18\" font-size=\"13\" font-weight=\"bold\">%s</text>%n".formatted(escaped(title))
                + grid(frame)
                + lines(frame)
                + legend(frame)
                + "</svg>\n";
    }

    /** The chart as a file of its own. */
    public String file(int width, int height) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\">%n".formatted(width, height)
                + svg(0, 0, width, height)
                + "</svg>\n";
    }

    /** The area of the lines, and the largest numbers in it. */
    private record Frame(int width, int bottom, double maxX, double maxY) {
        double across(double x) {
            return LEFT + (width - LEFT - 12) * x / maxX;
        }

        double up(double y) {
            return bottom - (bottom - TOP) * y / maxY;
        }
    }

    private String grid(Frame frame) {
        StringBuilder grid = new StringBuilder();
        for (int i = 0; i <= GRID_LINES; i++) {
            double value = frame.maxY() * i / GRID_LINES;
            grid.append(format(
                    "<path d=\"M%.1f %.1fH%d\" stroke=\"#e5e5e5\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>%n",
                    (double) LEFT, frame.up(value), frame.width() - 12, LEFT - 5, frame.up(value) + 4, number(value)));
        }
        grid.append(format(
                "<text x=\"%d\" y=\"%d\">0</text><text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s %s</text>%n",
                LEFT,
                frame.bottom() + 14,
                frame.width() - 12,
                frame.bottom() + 14,
                number(frame.maxX()),
                escaped(across)));
        return grid.append(format(
                        "<text x=\"%d\" y=\"18\" text-anchor=\"end\" fill=\"#555555\">%s</text>%n",
                        frame.width() - 12, escaped(unit)))
                .toString();
    }

    private String lines(Frame frame) {
        StringBuilder drawn = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            drawn.append("<polyline fill=\"none\" stroke-width=\"1.6\" stroke=\"%s\" points=\"%s\"/>%n"
                    .formatted(
                            color(i),
                            lines.get(i).points().stream()
                                    .map(point -> format("%.1f,%.1f", frame.across(point.x()), frame.up(point.y())))
                                    .collect(joining(" "))));
        }
        return drawn.toString();
    }

    private String legend(Frame frame) {
        StringBuilder legend = new StringBuilder();
        for (int i = 0; i < Math.min(lines.size(), MAX_NAMES); i++) {
            if (lines.get(i).name().isEmpty()) {
                continue;
            }
            int x = LEFT + i % 2 * (frame.width() - LEFT) / 2;
            int y = frame.bottom() + BOTTOM - 4 + i / 2 * LEGEND_LINE;
            legend.append(
                    "<rect x=\"%d\" y=\"%d\" width=\"10\" height=\"3\" fill=\"%s\"/><text x=\"%d\" y=\"%d\">%s</text>%n"
                            .formatted(
                                    x,
                                    y - 5,
                                    color(i),
                                    x + 14,
                                    y,
                                    escaped(shortened(lines.get(i).name()))));
        }
        return legend.toString();
    }

    private static String shortened(String name) {
        return name.length() <= MAX_NAME_LENGTH ? name : name.substring(0, MAX_NAME_LENGTH - 1) + "…";
    }

    private static String color(int line) {
        return COLORS.get(Math.min(line, COLORS.size() - 1));
    }

    private static double top(DoubleStream numbers) {
        double top = numbers.max().orElse(1);
        return top > 0 ? top : 1;
    }

    /** The next number of 1, 2, 4, 5 or 10 times a power of ten: its quarters are short to write. */
    private static double niceTop(double largest) {
        double power = Math.pow(10, Math.floor(Math.log10(largest)));
        for (double factor : new double[] {1, 2, 4, 5}) {
            if (largest <= factor * power) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private static String number(double value) {
        if (value >= 1_000_000) {
            return format("%s M", number(value / 1_000_000));
        }
        if (value >= 10_000) {
            return format("%s k", number(value / 1000));
        }
        return format(value >= 10 || value == Math.rint(value) ? "%.0f" : "%.2f", value);
    }

    private static String format(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
