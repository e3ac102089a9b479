package io.kafkaconnect.intercom.quickstart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table of texts for people.
 *
 * @param columns the names of the columns
 * @param rows the texts of each row, an empty one for null
 */
record Grid(List<String> columns, List<List<String>> rows) {
    private static final String GAP = "  ";
    private static final int LONGEST = 36;

    /** The lines of that maximum width. Columns that do not fit are left out whole, and the last line names them. */
    List<String> lines(int width) {
        List<Integer> widths =
                IntStream.range(0, columns.size()).map(this::widest).boxed().toList();
        int shown = 0;
        int used = 0;
        while (shown < columns.size() && (shown == 0 || used + GAP.length() + widths.get(shown) <= width)) {
            used += (shown == 0 ? 0 : GAP.length()) + widths.get(shown);
            shown++;
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(columns, widths, shown));
        lines.add(line(widths.stream().map("-"::repeat).toList(), widths, shown));
        for (List<String> row : rows) {
            lines.add(line(row, widths, shown));
        }
        if (shown < columns.size()) {
            lines.addAll(Wrapped.words("(also: ", columns.subList(shown, columns.size()), ")", width));
        }
        return lines;
    }

    private String line(List<String> cells, List<Integer> widths, int shown) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < shown; i++) {
            String cell = text(cells.get(i));
            String blanks = " ".repeat(Math.max(0, widths.get(i) - cell.length()));
            line.append(i == 0 ? "" : GAP).append(isNumeric(i) ? blanks + cell : cell + blanks);
        }
        return line.toString().stripTrailing();
    }

    private int widest(int column) {
        return rows.stream()
                .mapToInt(row -> text(row.get(column)).length())
                .reduce(columns.get(column).length(), Math::max);
    }

    private boolean isNumeric(int column) {
        return rows.stream().map(row -> row.get(column)).allMatch(cell -> cell.matches("-?[\\d,.]*"));
    }

    private static String text(String cell) {
        String line = cell.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }
}
