package io.github.cdkmediadelivery.internal;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.CfnResource;

/** A property of a resource of the user's as it will stand in the template, whichever way it was said. */
final class Rendered {

    private Rendered() {}

    /** What a property of several parts says of one of them; nothing where it says nothing. */
    static @Nullable Object of(CfnResource resource, @Nullable Object property, String part) {
        return property != null && resource.getStack().resolve(property) instanceof Map<?, ?> parts
                ? parts.get(part)
                : null;
    }

    /** The whole of it, to be compared. */
    static String text(CfnResource resource, @Nullable Object property) {
        return property == null ? "none" : String.valueOf(resource.getStack().resolve(property));
    }
}
