package io.kafkaconnect.intercom.recipe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A recipe of the page about operations.
 *
 * @param text the section of the page
 * @param steps its commands, in their order
 */
record Recipe(String heading, String text, List<Step> steps) {
    private static final Path PAGE =
            Path.of(System.getProperty("basedir", ""), "src", "site", "markdown", "operations.md");
    private static final Pattern SECTION = Pattern.compile("^## (.+)\n((?:(?!## ).*\n)*)", Pattern.MULTILINE);

    /** A block of the page, with the language that it is marked with. */
    private static final Pattern BLOCK = Pattern.compile("^```(\\w*)\n(.*?)^```\n", Pattern.MULTILINE | Pattern.DOTALL);

    private static final Pattern CELL = Pattern.compile("\\|([^|]+)");
    private static final Pattern NAME = Pattern.compile("`([a-z_]+)`");

    /**
     * A command.
     *
     * @param output what the page shows as its output; blank if it prints nothing
     */
    record Step(String command, String output) {}

    /** All of them, in the order of the page. */
    static List<Recipe> all() {
        return SECTION.matcher(page())
                .results()
                .map(section -> new Recipe(section.group(1), section.group(2), steps(section.group(2))))
                .filter(section -> !section.steps().isEmpty())
                .toList();
    }

    /** The languages with which the page marks its blocks. */
    static List<String> languages() {
        return BLOCK.matcher(page()).results().map(block -> block.group(1)).toList();
    }

    /** The heading as the name of a method. */
    String name() {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    }

    /** The names in code font in each cell of its table, row by row; rows that begin with another font are left out. */
    List<List<Set<String>>> tableRows() {
        return text.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> CELL.matcher(line)
                        .results()
                        .map(cell -> names(cell.group(1)))
                        .toList())
                .toList();
    }

    private static Set<String> names(String cell) {
        return NAME.matcher(cell).results().map(name -> name.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Step> steps(String text) {
        List<Step> steps = new ArrayList<>();
        for (MatchResult block : BLOCK.matcher(text).results().toList()) {
            if (block.group(1).equals("sh")) {
                steps.add(new Step(block.group(2), ""));
            } else if (block.group(1).equals("text")) {
                Step step = steps.remove(steps.size() - 1);
                steps.add(new Step(step.command(), block.group(2)));
            }
        }
        return List.copyOf(steps);
    }

    private static String page() {
        try {
            return Files.readString(PAGE);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
