package io.github.cdkmediadelivery;

/** A choice that users hand over: two are equal where all that was chosen is. */
abstract class Value<T> {

    private final T chosen;

    Value(T chosen) {
        this.chosen = chosen;
    }

    /** What the choice consists of. */
    final T chosen() {
        return chosen;
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof Value<?> that && getClass() == that.getClass() && chosen.equals(that.chosen);
    }

    @Override
    public final int hashCode() {
        return chosen.hashCode();
    }

    /** What was chosen; never a secret. */
    @Override
    public String toString() {
        return chosen.toString();
    }
}
