package io.kafkaconnect.intercom.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers the forms of names. A form keeps its number; a new form gets the next number. */
final class NameForms {
    /** With this many forms, names that end in a new word no longer get a form of their own. Intercom has at most some hundred names of events. */
    private static final int MANY = 1_000;

    /** A larger number is a sign of damage. */
    private static final int MAX = 1 << 16;

    private final List<NameForm> forms = new ArrayList<>();
    private final Map<NameForm, Integer> numbers = new HashMap<>();

    /** The number of a form. If there are many forms, that of the form without the word. */
    int number(NameForm form) {
        Integer known = numbers.get(form);
        if (known != null) {
            return known;
        }
        if (forms.size() >= MANY && form.has(NameForm.WORD)) {
            return number(form.withoutWord());
        }
        set(forms.size(), form);
        return forms.size() - 1;
    }

    /**
     * The form with that number.
     *
     * @throws IllegalArgumentException if no form has the number
     */
    NameForm form(int number) {
        if (number >= forms.size() || forms.get(number) == null) {
            throw new IllegalArgumentException("no form of names has the number " + number);
        }
        return forms.get(number);
    }

    /** Adds stored forms with their numbers. Returns false, and adds none, if another form has such a number or a form has another number. */
    boolean adopt(Map<Integer, NameForm> stored) {
        boolean agree = stored.entrySet().stream().allMatch(entry -> {
            int number = entry.getKey();
            NameForm there = number < forms.size() ? forms.get(number) : null;
            return there == null ? !numbers.containsKey(entry.getValue()) : there.equals(entry.getValue());
        });
        if (agree) {
            stored.forEach(this::set);
        }
        return agree;
    }

    private void set(int number, NameForm form) {
        if (number < 0 || number > MAX) {
            throw new IllegalArgumentException("a form of names with the number " + number);
        }
        while (forms.size() <= number) {
            forms.add(null);
        }
        forms.set(number, form);
        numbers.put(form, number);
    }
}
