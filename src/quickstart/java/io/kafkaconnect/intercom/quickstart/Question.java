package io.kafkaconnect.intercom.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A question that people ask their support desk.
 *
 * @param title the question in words
 * @param sql the question in SQL
 */
record Question(String title, String sql) {
    private static final String COMMENT = "-- ";
    private static final String TABLES = "intercom_";

    /**
     * The questions of a file, each a comment line and one statement, which ends with a semicolon. Comments that are not directly above a
     * statement are left out.
     *
     * @param tablePrefix the beginning of the names of the tables, in place of {@code intercom_}
     */
    static List<Question> of(Path file, String tablePrefix) {
        try {
            return Stream.of(Files.readString(file).split("\n\\s*\n"))
                    .map(block -> block.lines().toList())
                    .filter(lines -> !lines.get(lines.size() - 1).startsWith(COMMENT.strip()))
                    .map(lines -> new Question(
                            lines.get(0).substring(COMMENT.length()),
                            lines.stream()
                                    .skip(1)
                                    .collect(Collectors.joining("\n"))
                                    .replaceFirst(";\\s*$", "")
                                    .replace(" " + TABLES, " " + tablePrefix)))
                    .toList();
        } catch (IOException unusable) {
            throw new TroubleException("The questions cannot be read from " + file, unusable);
        }
    }

    /** The answer. */
    Grid ask(Connection database) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            ResultSetMetaData about = result.getMetaData();
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= about.getColumnCount(); i++) {
                columns.add(about.getColumnLabel(i));
            }
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns.size(); i++) {
                    String cell = result.getString(i);
                    row.add(cell == null ? "" : cell);
                }
                rows.add(row);
            }
            return new Grid(columns, rows);
        }
    }
}
