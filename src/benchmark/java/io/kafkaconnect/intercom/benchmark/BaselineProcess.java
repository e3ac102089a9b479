package io.kafkaconnect.intercom.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The {@link BaselineClient} in a process of its own, started as the worker is. */
final class BaselineProcess implements AutoCloseable {
    private final Process process;
    private final PrintStream topics;
    private final BufferedReader answers;

    BaselineProcess(List<String> jvm, String baseUrl, String broker, int mostInFlight, Path requests, Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), BaselineClient.class.getName(), baseUrl, broker));
        command.add(Integer.toString(mostInFlight));
        command.add(requests.toString());
        try {
            process = new ProcessBuilder(command).redirectError(log.toFile()).start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        topics = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Reads everything into that topic. */
    void run(String topic) {
        topics.println(topic);
        try {
            if (!"done".equals(answers.readLine())) {
                throw new IllegalStateException("The floor has broken down");
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
