package io.kafkaconnect.intercom.sandbox.item;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Makes the items of a new workspace. Each kind has random numbers of its own, so that no kind changes what another one gets.
 *
 * @param history the age of the workspace in seconds
 */
public record ItemMaker(Supply supply, long history) {

    /**
     * Lets the items be made when they are first asked for, as of now. Their number follows from the number of teams: a workspace without teams has
     * none.
     */
    public void make(int teams) {
        long now = supply.home().now();
        supply.items().laterBy(() -> make(teams, now));
    }

    private void make(int teams, long now) {
        for (ItemKind kind : ItemKind.values()) {
            RandomGenerator random = new SplittableRandom(
                    ItemIds.mix(supply.seed()) ^ kind.name().hashCode());
            if (teams > 0) {
                kind.builtIn().forEach(id -> make(kind, id, now, random));
            }
            for (int i = 0; i < teams * kind.perTeam(); i++) {
                make(kind, kind.newId(supply.ids()), now, random);
            }
        }
    }

    private void make(ItemKind kind, String id, long now, RandomGenerator random) {
        long created = now - 1 - random.nextLong(history);
        // Many are updated in the same second, by a bulk job.
        long updated = random.nextInt(3) == 0
                ? Math.max(created, now - 1 - history / 3)
                : created + random.nextLong(now - created);
        Draw draw = new Draw(supply, random, id, created, updated);
        supply.items().put(new Item(kind, id, (ObjectNode) kind.shape().draw(draw)));
    }
}
