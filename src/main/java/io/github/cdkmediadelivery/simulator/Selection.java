package io.github.cdkmediadelivery.simulator;

import java.util.List;
import java.util.Locale;

/**
 * Which headers, cookies or query strings a policy means.
 *
 * @param mode how the names are to be read
 * @param names as the template lists them
 */
public record Selection(Mode mode, List<String> names) {

    /** How the names of a selection are to be read. */
    public enum Mode {
        /** None at all. */
        NONE,
        /** Those that are named. */
        LISTED,
        /** All but those that are named. */
        ALL_BUT,
        /** Every one. */
        ALL
    }

    /** Nothing. */
    public static final Selection NONE = new Selection(Mode.NONE, List.of());

    /** Everything. */
    public static final Selection ALL = new Selection(Mode.ALL, List.of());

    /**
     * Copies the collections.
     *
     * @param mode how the names are to be read
     * @param names as the template lists them
     */
    public Selection {
        names = List.copyOf(names);
    }

    /**
     * {@return exactly these names}
     *
     * @param names at least one
     */
    public static Selection of(String... names) {
        return new Selection(Mode.LISTED, List.of(names));
    }

    /**
     * {@return whether the selection means this name, in exactly this case}
     *
     * @param name of a cookie or a query string
     */
    public boolean has(String name) {
        return decide(names.contains(name));
    }

    /**
     * {@return whether the selection means this header}
     *
     * @param name of a header, in whatever case
     */
    public boolean hasHeader(String name) {
        return decide(names.stream().anyMatch(name::equalsIgnoreCase));
    }

    private boolean decide(boolean listed) {
        return switch (mode) {
            case NONE -> false;
            case LISTED -> listed;
            case ALL_BUT -> !listed;
            case ALL -> true;
        };
    }

    /** The mode, and the names where it has some. */
    @Override
    public String toString() {
        return mode.name().toLowerCase(Locale.ROOT) + (names.isEmpty() ? "" : " " + names);
    }
}
