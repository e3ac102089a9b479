package io.kafkaconnect.intercom.sandbox.item;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/** The changes of items. Those of kinds that are only appended to can be created, but neither changed nor deleted. */
public final class ItemChanges {

    private static final int TRIES = 1000;

    private final Supply supply;
    private final RandomGenerator own;

    /** What happened to an item. */
    public enum Deed {
        CREATED,
        CHANGED,
        DELETED
    }

    /** A change that was made. */
    public record Made(Deed deed, ItemKind kind, String id) {}

    public ItemChanges(Supply supply) {
        this.supply = supply;
        this.own = new SplittableRandom(ItemIds.mix(~supply.seed()));
    }

    /** Creates an item now; returns its id. */
    public String create(ItemKind kind) {
        return supply.home().locked(() -> create(kind, own));
    }

    /** Changes one member of an item, or of something inside it; only the former moves its {@code updated_at} always. */
    public void change(ItemKind kind, String id) {
        change(kind, id, own, kind.shape()::change);
    }

    /** Changes only what changes without anybody's doing, such as the time of the last synchronization; moves no other time. */
    public void refresh(ItemKind kind, String id) {
        change(kind, id, own, kind.shape()::refresh);
    }

    public void delete(ItemKind kind, String id) {
        supply.home().locked(() -> {
            Item item = changeable(kind, id);
            supply.items().remove(item);
            return item;
        });
    }

    /** One change of any kind of item. */
    public Made random(RandomGenerator random) {
        return random(random, Set.of(ItemKind.values()));
    }

    /** One change of an item of one of these kinds. */
    public Made random(RandomGenerator random, Set<ItemKind> kinds) {
        return supply.home().locked(() -> {
            List<ItemKind> choice = kinds.stream().sorted().toList();
            ItemKind kind = choice.get(random.nextInt(choice.size()));
            int deed = kind.isAppendOnly() ? 0 : random.nextInt(6);
            Optional<String> id = deed == 0 ? Optional.empty() : supply.items().any(kind, random);
            if (id.isEmpty()) {
                return new Made(Deed.CREATED, kind, create(kind, random));
            }
            if (deed == 1) {
                delete(kind, id.get());
                return new Made(Deed.DELETED, kind, id.get());
            }
            return new Made(
                    Deed.CHANGED,
                    kind,
                    change(kind, id.get(), random, kind.shape()::change).id());
        });
    }

    private String create(ItemKind kind, RandomGenerator random) {
        long now = supply.home().now();
        Draw draw = new Draw(supply, random, kind.newId(supply.ids()), now, now);
        supply.items().put(new Item(kind, draw.id(), (ObjectNode) kind.shape().draw(draw)));
        return draw.id();
    }

    private Item change(ItemKind kind, String id, RandomGenerator random, BiFunction<JsonNode, Draw, JsonNode> way) {
        return supply.home().locked(() -> changed(changeable(kind, id), random, way));
    }

    private Item changed(Item before, RandomGenerator random, BiFunction<JsonNode, Draw, JsonNode> way) {
        long now = supply.home().now();
        Draw draw = new Draw(supply, random, before.id(), now, now);
        for (int i = 0; i < TRIES; i++) {
            ObjectNode after = (ObjectNode) way.apply(before.json(), draw);
            if (!after.equals(before.json())) {
                Item changed = new Item(before.kind(), before.id(), after);
                supply.items().put(changed);
                return changed;
            }
        }
        throw new IllegalStateException("Nothing else can be made of " + before);
    }

    private Item changeable(ItemKind kind, String id) {
        if (kind.isAppendOnly()) {
            throw new IllegalArgumentException(kind + " are only appended to");
        }
        return supply.items().require(kind, id);
    }
}
