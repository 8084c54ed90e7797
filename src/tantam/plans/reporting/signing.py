"""Who signs a paper, by Decree 30/2020/NĐ-CP: for a committee, for its head, or in their own name."""

from typing import Final

from tantam.documents.official import Authority, Capacity, Signature

COMMITTEE: Final = "Ủy ban nhân dân"
_DEPUTY: Final = "phó "


def signature_of(issuer: str, *, title: str, name: str) -> Signature:
    """Return the signature: a committee's is on its behalf, a deputy signs also for the head."""
    on_behalf = (Authority(Capacity.ON_BEHALF_OF, COMMITTEE),) if issuer.startswith(COMMITTEE) else ()
    is_deputy = title.lower().startswith(_DEPUTY)
    for_head = (Authority(Capacity.FOR_THE_HEAD, title[len(_DEPUTY) :]),) if is_deputy else ()
    return Signature(name, title=title, authorities=(*on_behalf, *for_head))
