package io.kafkaconnect.intercom.sandbox;

import io.kafkaconnect.intercom.sandbox.model.Size;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Options given as {@code --name value} pairs. */
public final class CommandLine {

    private static final Set<String> NAMES = Set.of(
            "host",
            "port",
            "seed",
            "size",
            "users",
            "leads",
            "companies",
            "conversations",
            "parts",
            "history-days",
            "rate-limit",
            "latency",
            "index-lag",
            "token",
            "zone",
            "log",
            "change-every");
    private static final Map<String, Size> SIZES =
            Map.of("empty", Size.EMPTY, "small", Size.SMALL, "medium", Size.MEDIUM, "large", Size.LARGE);

    private final Map<String, String> values = new HashMap<>();

    public CommandLine(String... args) {
        List<String> words = List.of(args);
        for (int i = 0; i < words.size(); i += 2) {
            String name = words.get(i).replaceFirst("^--", "");
            if (!NAMES.contains(name) || i + 1 == words.size()) {
                throw new IllegalArgumentException("Expected --name value, names being "
                        + NAMES.stream().sorted().toList() + ": " + words.get(i));
            }
            values.put(name, words.get(i + 1));
        }
    }

    /** The options of the sandbox. */
    public Options options() {
        long latency = number("latency", 0);
        return new Options()
                .host(values.getOrDefault("host", "127.0.0.1"))
                .port((int) number("port", 0))
                .seed(number("seed", 1))
                .size(size())
                .token(values.getOrDefault("token", "sandbox-token"))
                .zone(ZoneId.of(values.getOrDefault("zone", "UTC")))
                .rateLimitPerMinute((int) number("rate-limit", 0))
                .indexLag(Duration.ofSeconds(number("index-lag", 0)))
                .latency(call -> latency)
                .logCapacity((int) number("log", 0));
    }

    /** The time from one change of the workspace to the next; zero means no changes. */
    public Duration changeEvery() {
        return Duration.ofSeconds(number("change-every", 0));
    }

    private Size size() {
        Size named = SIZES.get(values.getOrDefault("size", "small").toLowerCase(Locale.ROOT));
        if (named == null) {
            throw new IllegalArgumentException("size is one of " + SIZES.keySet());
        }
        return named.contacts((int) number("users", named.users()), (int) number("leads", named.leads()))
                .companies((int) number("companies", named.companies()))
                .conversations(
                        (int) number("conversations", named.conversations()),
                        named.longConversations(),
                        (double) number("parts", Math.round(named.partsPerConversation())),
                        named.deletedConversations())
                .over(Duration.ofDays(number("history-days", named.history().toDays())));
    }

    private long number(String name, long usual) {
        String value = values.get(name);
        return value == null ? usual : Long.parseLong(value);
    }
}
