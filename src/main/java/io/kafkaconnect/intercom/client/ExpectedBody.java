package io.kafkaconnect.intercom.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * What the answer to a request must hold. An answer without it is broken, and the request is asked again: an answer without its list is
 * not an empty list, and an answer about another entity says nothing of the one that was asked for.
 */
public sealed interface ExpectedBody {

    /** Any JSON object. */
    ExpectedBody ANYTHING = new AnyBody();

    /** What is wrong with the answer, for a message; empty where it holds what it must. */
    Optional<String> flaw(ObjectNode answer);

    /** Any JSON object. */
    record AnyBody() implements ExpectedBody {
        @Override
        public Optional<String> flaw(ObjectNode answer) {
            return Optional.empty();
        }
    }

    /** An array under one of these names. */
    record ListBody(List<String> names) implements ExpectedBody {
        public ListBody {
            names = List.copyOf(names);
        }

        @Override
        public Optional<String> flaw(ObjectNode answer) {
            return names.stream().map(answer::path).anyMatch(JsonNode::isArray)
                    ? Optional.empty()
                    : Optional.of("the response holds no list '" + String.join("' or '", names) + "'");
        }
    }

    /** The entity with this id, which may be a text or a whole number in the answer. */
    record EntityBody(String id) implements ExpectedBody {
        @Override
        public Optional<String> flaw(ObjectNode answer) {
            JsonNode told = answer.path("id");
            return (told.isTextual() || told.isIntegralNumber())
                            && told.asText().equals(id)
                    ? Optional.empty()
                    : Optional.of("the response is not about the entity that was asked for");
        }
    }
}
