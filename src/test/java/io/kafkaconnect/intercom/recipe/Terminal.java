package io.kafkaconnect.intercom.recipe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Executes commands with bash as they stand on the page, with the addresses and folders of a test in place of those of the page.
 *
 * @param folder where the commands are executed
 * @param places the text of the page, and what the test has in its place
 * @param environment additional variables
 */
record Terminal(Path folder, Map<String, String> places, Map<String, String> environment) {
    private static final List<String> PROGRAMS = List.of("bash", "curl", "jq", "unzip");
    private static final int MAX_SECONDS = 60;

    /** What a command printed to both outputs, and its exit code. */
    record Result(int exitCode, String output) {}

    /** The programs that the commands need and that this machine does not have. */
    static List<String> missingPrograms() {
        List<Path> folders = Arrays.stream(System.getenv("PATH").split(":", -1))
                .map(Path::of)
                .toList();
        return PROGRAMS.stream()
                .filter(program -> folders.stream()
                        .noneMatch(folder -> folder.resolve(program).toFile().canExecute()))
                .toList();
    }

    /** Executes a command; these places count before the others. */
    Result execute(String command, Map<String, String> more) {
        String text = command;
        for (Map.Entry<String, String> place : Stream.of(more, places)
                .flatMap(each -> each.entrySet().stream())
                .toList()) {
            text = text.replace(place.getKey(), place.getValue());
        }
        ProcessBuilder builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", text)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Path printed = Files.createTempFile(folder, "printed", ".txt");
            Process process = builder.redirectOutput(printed.toFile()).start();
            process.getOutputStream().close();
            if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError("Does not end: " + text);
            }
            String output = Files.readString(printed);
            Files.delete(printed);
            return new Result(process.exitValue(), output);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
