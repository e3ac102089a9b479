package io.kafkaconnect.intercom.sandbox.style;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Words of several scripts for everything that needs some, and the irregularities of real data. */
final class OddStyle implements Style {

    private static final long FAR_FUTURE = 2_738_966_400L;
    private static final List<String> FIRST_NAMES = List.of(
            "Ada", "Björn", "Chloé", "Дмитрий", "Eilís", "فاطمة", "Grace", "花子", "Iñaki", "José", "Kwame", "Łucja");
    private static final List<String> LAST_NAMES = List.of(
            "Lovelace", "O'Neill", "Müller", "Иванов", "Nguyễn", "山田", "Şahin", "García", "van den Berg", "Smith");
    private static final List<String> THINGS = List.of(
            "Acme", "Globex", "Initech", "Umbrella", "Hooli", "株式会社", "Ünlü", "Stark & Sons", "Wayne", "Soylent");
    private static final List<String> TOPICS = List.of(
            "billing", "vip", "bug", "feature request", "onboarding", "churn risk", "日本", "🔥 hot", "a/b", "q&a");
    private static final List<String> EVENTS = List.of(
            "signed-in", "invited-friend", "exported report", "paid", "upgraded", "clicked «help»", "searched", "left");
    private static final List<String> PART_TYPES = List.of(
            "comment",
            "comment",
            "comment",
            "note",
            "assignment",
            "close",
            "open",
            "snoozed",
            "quick_reply",
            "custom_action_started",
            "conversation_attribute_updated_by_admin");
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
    private static final Voice VOICE = OddStyle::paragraphs;

    @Override
    public String person(RandomGenerator random) {
        return any(FIRST_NAMES, random) + " " + any(LAST_NAMES, random);
    }

    @Override
    public String mail(String name, String unique) {
        return unique + "@example.com";
    }

    @Override
    public Long signedUpAt(int i, long created) {
        return switch (i % 17) {
            case 2 -> FAR_FUTURE;
            case 3 -> -86_400L * (i + 1);
            case 4, 5 -> null;
            default -> created - 60;
        };
    }

    @Override
    public Map<String, Object> contactAttributes(int i, RandomGenerator random) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        if (i % 4 == 0) {
            return attributes;
        }
        attributes.put("plan", any(THINGS, random));
        attributes.put("Logins", (long) random.nextInt(100));
        attributes.put("paid", random.nextBoolean());
        if (i % 5 == 1) {
            attributes.put("mrr", random.nextInt(10_000) + 0.25);
            attributes.put("nothing", null);
            attributes.put("a list", Arrays.asList("x", 1L, null));
            Map<String, Object> order = new LinkedHashMap<>();
            order.put("type", "Order.list");
            order.put("instances", List.of(Map.of("id", "21", "total_amount", 99.5)));
            attributes.put("order", order);
        }
        return attributes;
    }

    @Override
    public Map<String, Object> companyAttributes(RandomGenerator random) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        if (random.nextInt(4) > 0) {
            attributes.put("tier", any(TOPICS, random));
            attributes.put("employees", (long) random.nextInt(10_000));
            attributes.put("active", random.nextBoolean());
        }
        return attributes;
    }

    @Override
    public String company(int i) {
        return numbered(THINGS, i);
    }

    @Override
    public String website(int i) {
        return "https://company" + i + ".example.com";
    }

    @Override
    public String plan(int i) {
        return "Plan " + "ABCD".charAt(i % 4);
    }

    @Override
    public String team(int i) {
        return "Team " + numbered(THINGS, i);
    }

    @Override
    public String tag(int i) {
        return numbered(TOPICS, i);
    }

    @Override
    public String segment(int i) {
        return "Segment " + numbered(TOPICS, i);
    }

    @Override
    public String newName(Named kind, RandomGenerator random) {
        return sentence(random);
    }

    @Override
    public List<String> events() {
        return EVENTS;
    }

    @Override
    public List<String> partTypes() {
        return PART_TYPES;
    }

    @Override
    public String attachment(boolean picture, int number) {
        return (picture ? "photo " : "отчёт ") + number + (picture ? ".png" : ".pdf");
    }

    @Override
    public String line(Speaker speaker, long theme, RandomGenerator random) {
        return sentence(random);
    }

    @Override
    public Voice voice(Speaker speaker, long theme) {
        return VOICE;
    }

    private static List<Paragraph> paragraphs(RandomGenerator random) {
        List<Paragraph> paragraphs = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            String words = sentence(random);
            String page = random.nextInt(5) == 0 ? "https://help.example.com/articles/" + random.nextInt(1000) : null;
            paragraphs.add(new Paragraph(words, page));
        }
        return paragraphs;
    }

    private static String sentence(RandomGenerator random) {
        StringBuilder out = new StringBuilder();
        int length = 3 + random.nextInt(9);
        for (int i = 0; i < length; i++) {
            out.append(i == 0 ? "" : " ").append(any(WORDS, random));
        }
        return out.append('.').toString();
    }

    private static String numbered(List<String> names, int i) {
        return i < names.size() ? names.get(i) : names.get(i % names.size()) + " " + i / names.size();
    }

    private static String any(List<String> list, RandomGenerator random) {
        return list.get(random.nextInt(list.size()));
    }
}
