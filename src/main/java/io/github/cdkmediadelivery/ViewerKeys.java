package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.Limits;
import io.github.cdkmediadelivery.internal.Placement;
import io.github.cdkmediadelivery.internal.SharedResources;
import io.github.cdkmediadelivery.internal.Weak;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.interfaces.cloudfront.IKeyGroupRef;
import software.amazon.awscdk.services.cloudfront.CfnKeyGroup;
import software.constructs.Construct;

/**
 * The keys whose signatures CloudFront accepts: a key group, and a public key for each key given. Groups of one stack
 * that hold the same key share its public key.
 *
 * <pre>{@code
 * ViewerKeys keys = ViewerKeys.Builder.create(this, "Keys").key(ViewerKey.fromFile(file)).build();
 * }</pre>
 *
 * <p><b>To rotate</b>, three ordinary deployments: give the old key and the new one; let the signer use the new one,
 * and wait until the last URL signed with the old one has expired; give the new one alone. A public key cannot be
 * updated in place, so each has an id made of its content: none of the three deployments changes one, and the group,
 * whose id stays, accepts both in between.
 *
 * <p>Key groups replaced trusted signers, the accounts of older guides: a group needs no root user and holds keys of
 * the owner's own.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html">Signers
 *     that can create signed URLs and cookies</a>
 */
public final class ViewerKeys extends Construct {

    private final CfnKeyGroup group;
    private final List<String> keyPairIds;

    private ViewerKeys(Builder options) {
        super(options.scope, options.id);
        SharedResources shared = Placement.of(options.scope).own();
        keyPairIds = options.keys.stream()
                .map(ViewerKey::pem)
                .map(shared::publicKeyId)
                .toList();
        String place = SharedResources.digest(getNode().getPath());
        group = CfnKeyGroup.Builder.create(this, "Group")
                .keyGroupConfig(CfnKeyGroup.KeyGroupConfigProperty.builder()
                        .name(SharedResources.name("keys-" + place))
                        .items(keyPairIds)
                        .build())
                .build();
        Weak.whereOthersReferTo(group);
    }

    /**
     * What the signer calls the key pair id.
     *
     * @param index of the key, in the order in which they were given, from 0
     * @return the id, known at deployment
     * @throws IllegalArgumentException {@code index: must be that of a key …}
     */
    public String getKeyPairId(int index) {
        Check.that(
                index >= 0 && index < keyPairIds.size(),
                "index: must be that of a key, from 0 to " + (keyPairIds.size() - 1),
                index,
                "count the calls of key(…)");
        return keyPairIds.get(index);
    }

    /** {@return the key group, for behaviours that the library does not make} */
    public IKeyGroupRef getKeyGroup() {
        return group;
    }

    /** Options of {@link ViewerKeys}. */
    public static final class Builder {

        private final Construct scope;
        private final String id;
        private final List<ViewerKey> keys = new ArrayList<>();

        private Builder(Construct scope, String id) {
            this.scope = scope;
            this.id = id;
        }

        /**
         * {@return the options of a new construct}
         *
         * @param scope where it goes
         * @param id its name there
         */
        public static Builder create(Construct scope, String id) {
            Check.present("scope", scope);
            Check.present("id", id);
            return new Builder(scope, id);
        }

        /**
         * A key whose signatures are accepted.
         *
         * @param key the public half
         * @return this
         * @throws IllegalArgumentException {@code keys: a key group holds at most 5 …}, or {@code keys: must not hold a
         *     key twice …}
         */
        public Builder key(ViewerKey key) {
            Check.present("key", key);
            Check.that(!keys.contains(key), "keys: must not hold a key twice", keys.size() + 1, "remove the duplicate");
            keys.add(key);
            Check.that(
                    keys.size() <= Limits.PUBLIC_KEYS_OF_A_GROUP,
                    "keys: a key group holds at most " + Limits.PUBLIC_KEYS_OF_A_GROUP,
                    keys.size(),
                    "remove the ones that sign no more");
            return this;
        }

        /**
         * Defines the group and its keys.
         *
         * @return the construct
         * @throws IllegalArgumentException {@code keys: must hold at least one key …}
         */
        public ViewerKeys build() {
            Check.that(!keys.isEmpty(), "keys: must hold at least one key", keys.size(), "add it with key(…)");
            return new ViewerKeys(this);
        }
    }
}
