package io.kafkaconnect.intercom.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * What the response to a request must contain. A response without it is broken, and the client retries: a response without its list is
 * not an empty list, and a response about another entity says nothing about the requested one.
 */
public sealed interface ExpectedBody {

    /** Any JSON object. */
    ExpectedBody ANYTHING = new AnyBody();

    /** Describes what is wrong with the response; empty if it has the expected content. */
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

    /** The entity with this id. In the response, the id is a text or a whole number. */
    record EntityBody(String id) implements ExpectedBody {
        @Override
        public Optional<String> flaw(ObjectNode answer) {
            JsonNode found = answer.path("id");
            return (found.isTextual() || found.isIntegralNumber())
                            && found.asText().equals(id)
                    ? Optional.empty()
                    : Optional.of("the response is not about the requested entity");
        }
    }
}
