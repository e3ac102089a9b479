package io.kafkaconnect.intercom.sandbox.item;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** The form of a JSON value: how one is made, and how one becomes another. A missing node stands for a member that is absent. */
interface Shape {

    JsonNodeFactory JSON = JsonNodeFactory.instance;

    JsonNode draw(Draw draw);

    /** Another value, or the same if the draw gives it; {@code before} is not changed. */
    JsonNode change(JsonNode before, Draw draw);

    /** Whether values never change, except by {@link Touched}. */
    default boolean isFixed() {
        return false;
    }

    /** A value that stays as it was made. */
    record Fixed(Function<Draw, JsonNode> value) implements Shape {

        @Override
        public JsonNode draw(Draw draw) {
            return value.apply(draw);
        }

        @Override
        public JsonNode change(JsonNode before, Draw draw) {
            return before;
        }

        @Override
        public boolean isFixed() {
            return true;
        }
    }

    /** The time of the last change of the members beside it. */
    record Touched(Function<Draw, JsonNode> time) implements Shape {

        @Override
        public JsonNode draw(Draw draw) {
            return time.apply(draw);
        }

        @Override
        public JsonNode change(JsonNode before, Draw draw) {
            return before;
        }

        @Override
        public boolean isFixed() {
            return true;
        }
    }

    /** A value that changes only on its own, when Intercom works on an item that nobody changes. */
    record Apart(Shape shape) implements Shape {

        @Override
        public JsonNode draw(Draw draw) {
            return shape.draw(draw);
        }

        @Override
        public JsonNode change(JsonNode before, Draw draw) {
            return shape.change(before, draw);
        }

        @Override
        public boolean isFixed() {
            return true;
        }
    }

    /** A value that is drawn again when it changes. */
    record Drawn(Function<Draw, JsonNode> value) implements Shape {

        @Override
        public JsonNode draw(Draw draw) {
            return value.apply(draw);
        }

        @Override
        public JsonNode change(JsonNode before, Draw draw) {
            return value.apply(draw);
        }
    }

    /** A value, or, one time in so many, another one such as null; a change may lead from one to the other. */
    record Sometimes(int oneIn, JsonNode other, Shape shape) implements Shape {

        @Override
        public JsonNode draw(Draw draw) {
            return draw.oneIn(oneIn) ? other : shape.draw(draw);
        }

        @Override
        public JsonNode change(JsonNode before, Draw draw) {
            if (before.equals(other)) {
                return shape.draw(draw);
            }
            return draw.oneIn(oneIn) ? other : shape.change(before, draw);
        }
    }

    /** A value that some items have, and others never. */
    record Only(Predicate<Draw> which, JsonNode otherwise, Shape shape) implements Shape {

        @Override
        public JsonNode draw(Draw draw) {
            return which.test(draw) ? shape.draw(draw) : otherwise;
        }

        @Override
        public JsonNode change(JsonNode before, Draw draw) {
            return before.equals(otherwise) ? before : shape.change(before, draw);
        }

        @Override
        public boolean isFixed() {
            return shape.isFixed();
        }
    }

    /** An object. */
    record Members(List<Member> all) implements Shape {

        /**
         * A member of an object.
         *
         * @param silent whether a change of it moves no time
         */
        record Member(String name, Shape shape, boolean silent) {}

        Members with(String name, Shape shape) {
            return and(new Member(name, shape, false));
        }

        /** A member that changes without moving the times beside it. */
        Members silently(String name, Shape shape) {
            return and(new Member(name, shape, true));
        }

        private Members and(Member member) {
            List<Member> more = new ArrayList<>(all);
            more.add(member);
            return new Members(List.copyOf(more));
        }

        @Override
        public JsonNode draw(Draw draw) {
            ObjectNode json = JSON.objectNode();
            all.forEach(member -> set(json, member, member.shape().draw(draw)));
            return json;
        }

        @Override
        public JsonNode change(JsonNode before, Draw draw) {
            List<Member> movable =
                    all.stream().filter(member -> !member.shape().isFixed()).toList();
            Member chosen = draw.any(movable);
            ObjectNode after = before.deepCopy();
            set(after, chosen, chosen.shape().change(before.path(chosen.name()), draw));
            if (!chosen.silent() && !after.equals(before)) {
                all.stream()
                        .filter(member -> after.has(member.name()) && member.shape() instanceof Touched)
                        .forEach(member -> set(after, member, member.shape().draw(draw)));
            }
            return after;
        }

        /** Changes all members that change apart from the others. */
        JsonNode refresh(JsonNode before, Draw draw) {
            ObjectNode after = before.deepCopy();
            all.stream()
                    .filter(member -> member.shape() instanceof Apart)
                    .forEach(member -> set(after, member, member.shape().change(before.path(member.name()), draw)));
            return after;
        }

        @Override
        public boolean isFixed() {
            return all.stream().allMatch(member -> member.shape().isFixed());
        }

        private static void set(ObjectNode json, Member member, JsonNode value) {
            if (value.isMissingNode()) {
                json.remove(member.name());
            } else {
                json.set(member.name(), value);
            }
        }
    }

    /** Up to so many values. One is added, removed or changed. */
    record ListOf(int most, Shape each) implements Shape {

        @Override
        public JsonNode draw(Draw draw) {
            ArrayNode list = JSON.arrayNode();
            int count = draw.random().nextInt(most + 1);
            for (int i = 0; i < count; i++) {
                list.add(each.draw(draw));
            }
            return list;
        }

        @Override
        public JsonNode change(JsonNode before, Draw draw) {
            ArrayNode after = before.deepCopy();
            int place = draw.random().nextInt(Math.max(1, after.size()));
            if (after.isEmpty() || (after.size() < most && draw.oneIn(3))) {
                return after.insert(place, each.draw(draw));
            }
            if (draw.oneIn(3)) {
                after.remove(place);
            } else {
                after.set(place, each.change(after.get(place), draw));
            }
            return after;
        }
    }
}
