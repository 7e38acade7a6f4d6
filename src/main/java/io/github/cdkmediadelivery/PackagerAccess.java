package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.OriginCredentials;
import io.github.cdkmediadelivery.internal.Packager;
import io.github.cdkmediadelivery.internal.Part;
import io.github.cdkmediadelivery.internal.Placement;
import io.github.cdkmediadelivery.internal.SharedResources;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What keeps viewers from going to a packager past CloudFront: a secret that CloudFront shows to it, or nothing; it has
 * no default. A packager that is not AWS's knows no signature of CloudFront's.
 */
public final class PackagerAccess extends Value<Optional<SecretHeader>> {

    private PackagerAccess(Optional<SecretHeader> header) {
        super(header);
    }

    /**
     * {@return the choice that CloudFront shows a secret header, and the packager refuses every request without it}
     *
     * @param header its owner configures the packager with {@link SecretHeader#getSecrets}
     */
    public static PackagerAccess secretHeader(SecretHeader header) {
        Check.present("header", header);
        return new PackagerAccess(Optional.of(header));
    }

    /** {@return the choice that the packager answers everyone who knows its host} */
    public static PackagerAccess open() {
        return new PackagerAccess(Optional.empty());
    }

    Packager.Admission admission() {
        return new Shown(chosen());
    }

    /** The packager is told by its owner. */
    private record Shown(Optional<SecretHeader> header) implements Packager.Admission {

        @Override
        public OriginCredentials credentials(SharedResources shared) {
            return header.map(SecretHeader::asCustomHeaders)
                    .map(OriginCredentials::headers)
                    .orElse(OriginCredentials.NONE);
        }

        @Override
        public void check(Placement at) {}

        @Override
        public List<Part> parts() {
            return List.of();
        }

        @Override
        public void admit(Placement facade, Supplier<String> distributionArn) {}
    }
}
