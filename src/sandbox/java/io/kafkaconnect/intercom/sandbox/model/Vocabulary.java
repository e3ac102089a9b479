package io.kafkaconnect.intercom.sandbox.model;

import java.util.List;
import java.util.random.RandomGenerator;

/** Words of several scripts for everything that needs some. */
final class Vocabulary {

    static final List<String> FIRST_NAMES = List.of(
            "Ada", "Björn", "Chloé", "Дмитрий", "Eilís", "فاطمة", "Grace", "花子", "Iñaki", "José", "Kwame", "Łucja");
    static final List<String> LAST_NAMES = List.of(
            "Lovelace", "O'Neill", "Müller", "Иванов", "Nguyễn", "山田", "Şahin", "García", "van den Berg", "Smith");
    static final List<String> THINGS = List.of(
            "Acme", "Globex", "Initech", "Umbrella", "Hooli", "株式会社", "Ünlü", "Stark & Sons", "Wayne", "Soylent");
    static final List<String> TOPICS = List.of(
            "billing", "vip", "bug", "feature request", "onboarding", "churn risk", "日本", "🔥 hot", "a/b", "q&a");
    static final List<String> EVENTS = List.of(
            "signed-in", "invited-friend", "exported report", "paid", "upgraded", "clicked «help»", "searched", "left");
    private static final List<String> WORDS = List.of(
            "hello",
            "thanks",
            "the",
            "invoice",
            "is",
            "wrong",
            "please",
            "help",
            "with",
            "my",
            "login",
            "R&D",
            "x < y",
            "naïve",
            "привет",
            "спасибо",
            "ありがとう",
            "你好",
            "مرحبا",
            "👋",
            "🎉",
            "👩‍💻",
            "over",
            "again",
            "soon",
            "café",
            "\"quoted\"",
            "back\\slash",
            "100%");

    private Vocabulary() {}

    static String sentence(RandomGenerator random) {
        StringBuilder out = new StringBuilder();
        int length = 3 + random.nextInt(9);
        for (int i = 0; i < length; i++) {
            out.append(i == 0 ? "" : " ").append(any(WORDS, random));
        }
        return out.append('.').toString();
    }

    static String page(RandomGenerator random) {
        return "https://help.example.com/articles/" + random.nextInt(1000);
    }

    static String person(RandomGenerator random) {
        return any(FIRST_NAMES, random) + " " + any(LAST_NAMES, random);
    }

    static <T> T any(List<T> list, RandomGenerator random) {
        return list.get(random.nextInt(list.size()));
    }
}
