package io.kafkaconnect.intercom.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkaconnect.intercom.sandbox.api.ApiReply;
import io.kafkaconnect.intercom.sandbox.api.Call;
import io.kafkaconnect.intercom.sandbox.http.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** How long things are on their way, and what befalls them. */
final class NetworkConditions {
    private static final int POISONED = 6;
    private static final int POISONED_IN_PAGES = 12;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Random random;
    private final List<Trouble> faults;
    private final int oneIn;
    private final int slowness;
    private final long poison;
    private final Set<String> befallen = new HashSet<>();
    private boolean stormed;
    private boolean poisonous;
    private List<Trouble> storm = List.of();
    private final Map<String, Integer> runs = new HashMap<>();
    private int longestRun;

    /** In some weathers everything is slow. In a storm, one request in {@code oneIn} meets a fault, of one of these kinds. */
    NetworkConditions(Random random, Collection<Trouble> kinds, int oneIn) {
        this.random = random;
        this.faults = kinds.stream().filter(kind -> !kind.isCircumstance()).toList();
        this.oneIn = oneIn;
        this.poison = random.nextLong();
        this.slowness = 1 + random.nextInt(3) * random.nextInt(1_000);
    }

    /** Nothing goes wrong. */
    static NetworkConditions fair(Random random) {
        return new NetworkConditions(random, List.of(), 1);
    }

    /** Whether there was a storm. */
    boolean hasStormed() {
        return stormed;
    }

    /** From now on, requests meet faults or none; in many a storm of few kinds. */
    void storm(boolean begins) {
        storm = List.of();
        if (begins && !faults.isEmpty()) {
            stormed = true;
            List<Trouble> shuffled = new ArrayList<>(faults);
            Collections.shuffle(shuffled, random);
            storm = shuffled.subList(
                    0, 1 + random.nextInt(random.nextBoolean() ? shuffled.size() : Math.min(3, shuffled.size())));
            poisonous |= isPoisonous();
        }
    }

    /** Whether some entities do not come at all now. */
    boolean isPoisonous() {
        return storm.stream().anyMatch(Trouble::isPoison);
    }

    /** Whether some did not come for a while. */
    boolean wasPoisonous() {
        return poisonous;
    }

    /** The largest number of faults in a row that one request has met. */
    int longestRun() {
        return longestRun;
    }

    Fault fault(Call call) {
        Fault fault = drawn(call);
        // A retry may ask for a smaller page.
        String request = call.path()
                + call.query()
                + call.json().path("query")
                + call.json().at("/pagination/starting_after");
        int run = fault == Fault.NONE ? 0 : runs.getOrDefault(request, 0) + 1;
        runs.put(request, run);
        longestRun = Math.max(longestRun, run);
        return fault;
    }

    private Fault drawn(Call call) {
        if (storm.isEmpty()) {
            return Fault.NONE;
        }
        Optional<Fault> poisoned = poisoned(call);
        if (poisoned.isPresent()) {
            return poisoned.get();
        }
        Optional<Fault> poisonedPage = storm.stream()
                .filter(kind -> kind.befallsWhatIsShown() && kind.befalls(call))
                .map(this::wherePoisonIsShown)
                .findFirst();
        if (poisonedPage.isPresent()) {
            return poisonedPage.get();
        }
        Set<String> spared = storm.stream()
                .filter(Trouble::comesBack)
                .map(kind -> kind.mark(call))
                .filter(befallen::remove)
                .collect(Collectors.toSet());
        if (random.nextInt(oneIn) > 0) {
            return Fault.NONE;
        }
        List<Trouble> possible = storm.stream()
                .filter(kind -> kind.befalls(call) && !kind.isPoison())
                .filter(kind -> !befallen.contains(kind.mark(call)) && !spared.contains(kind.mark(call)))
                .toList();
        if (possible.isEmpty()) {
            return Fault.NONE;
        }
        Trouble kind = possible.get(random.nextInt(possible.size()));
        String mark = kind.mark(call);
        if (mark != null) {
            befallen.add(mark);
        }
        return kind.fault(random);
    }

    /** One in {@link #POISONED} is asked for in vain, and always in the same way. */
    private Optional<Fault> poisoned(Call call) {
        // A page after the first one names another place, and a retry another page size.
        String subject = call.path() + call.query() + call.json().path("query");
        Random fate = new Random(poison ^ subject.hashCode());
        return fate.nextInt(POISONED) > 0
                ? Optional.empty()
                : storm.stream()
                        .filter(kind -> kind.isPoison() && !kind.befallsWhatIsShown() && kind.befalls(call))
                        .map(kind -> kind.fault(fate))
                        .findFirst();
    }

    /** One entity in {@link #POISONED_IN_PAGES} cannot be shown, and fails always in the same way. */
    private Fault wherePoisonIsShown(Trouble kind) {
        return exchange -> {
            ApiReply reply = exchange.answer();
            shown(reply)
                    .map(id -> new Random(poison ^ id.hashCode()))
                    .filter(fate -> fate.nextInt(POISONED_IN_PAGES) == 0)
                    .findFirst()
                    .map(kind::fault)
                    .orElse(Fault.reply(reply))
                    .apply(exchange);
        };
    }

    private static Stream<String> shown(ApiReply reply) {
        try {
            JsonNode list = JSON.readTree(reply.body());
            return Stream.of("data", "conversations")
                    .flatMap(array -> StreamSupport.stream(list.path(array).spliterator(), false))
                    .map(entity -> entity.path("id").asText());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    Duration delay() {
        return switch (random.nextInt(10)) {
            case 0 -> Duration.ofMillis(random.nextInt(slowness));
            case 1, 2, 3 -> Duration.ofMillis(random.nextInt(50));
            default -> Duration.ZERO;
        };
    }
}
