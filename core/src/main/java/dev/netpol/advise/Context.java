// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.cluster.ClusterDns;
import dev.netpol.cluster.ClusterSnapshot;

/** What all rules of an advice are made with. */
record Context(
    ClusterSnapshot snapshot,
    AdviceOptions options,
    PeerFinder peers,
    ClusterDns dns,
    PublicPorts publicPorts,
    NotGoverned notGoverned,
    ExternalBlocks externalBlocks) {}
