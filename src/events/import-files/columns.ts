/** What the rows of a file are. */
export const importKinds = ['events', 'purchases', 'subscriptions'] as const;
export type ImportKind = (typeof importKinds)[number];

/** What a column can mean. */
export const fieldNames = [
  ...(['customer', 'anonymous', 'account'] as const),
  ...(['event', 'date', 'id'] as const),
  ...(['amount', 'currency', 'order'] as const),
  ...(['contract', 'offer', 'start', 'end', 'period', 'seats'] as const),
  ...(['paidThrough', 'renewal', 'notice', 'discount', 'discountEnd'] as const),
  ...(['cancelled', 'cancelReason', 'paused', 'resumes', 'trialEnd', 'pastDueSince'] as const),
  ...(['status', 'periodStart', 'cancelAtEnd', 'amountPer', 'periodCount'] as const),
] as const;
export type FieldName = (typeof fieldNames)[number];

/** Where a field's value comes from: a column of the file, or one text for every row. */
export type Origin = { readonly column: string } | { readonly constant: string };

/** Which field comes from where. Columns that no field takes become properties. */
export type Mapping = { readonly [field in FieldName]?: Origin };

/** The fields of each kind: those that must be there, and the others in the order in which columns are offered them. */
export const fieldsOf: Readonly<
  Record<ImportKind, { readonly needed: readonly FieldName[]; readonly all: readonly FieldName[] }>
> = {
  events: { needed: ['event', 'date'], all: ['event', 'customer', 'date', 'anonymous', 'account', 'id'] },
  purchases: {
    needed: ['date', 'amount'],
    all: ['order', 'customer', 'date', 'amount', 'currency', 'account'],
  },
  subscriptions: {
    needed: ['start'],
    all: [
      'contract',
      'customer',
      'account',
      'offer',
      'start',
      'end',
      'amount',
      'period',
      'currency',
      'seats',
      'paidThrough',
      'renewal',
      'notice',
      'discountEnd',
      'discount',
      'cancelled',
      'cancelReason',
      'paused',
      'resumes',
      'trialEnd',
      'pastDueSince',
      'status',
      'periodStart',
      'cancelAtEnd',
      'amountPer',
      'periodCount',
    ],
  },
};

/** Fields of which one at least must be there: whose row it is. */
export const holders: Readonly<Record<ImportKind, readonly FieldName[]>> = {
  events: ['customer', 'anonymous'],
  purchases: ['customer', 'account'],
  subscriptions: ['customer', 'account'],
};

/** The words of a text, in their order. */
function words(text: string): string[] {
  return text.match(/\S+/g) ?? [];
}

/** Names that columns go by in French and English, the likeliest first, without accents, case and marks. */
const names: Readonly<Record<FieldName, readonly string[]>> = {
  customer: words(`
    customerid userid clientid idclient idcustomer iduser customer client user customernumber customerno
    customercode customerref numeroclient numclient noclient codeclient refclient referenceclient
    identifiantclient utilisateur idutilisateur memberid membershipid member membre idmembre adherent
    idadherent numeroadherent noadherent noabonne abonne idabonne subscriberid contactid personid
    profileid distinctid playerid patientid buyerid acheteur guestid uid cust custid email customeremail
    useremail mail courriel adressemail`),
  anonymous: words('anonymousid anonymous visitorid deviceid cookieid idvisiteur visiteur sessionuser'),
  account: words(`
    accountid groupid companyid organizationid organisationid orgid tenantid account company
    organization organisation compte idcompte entreprise identreprise societe idsociete tenant`),
  event: words(`
    event eventname eventtype evenement nomevenement typeevenement action activity activite activitytype
    name type`),
  date: words(`
    timestamp eventtime eventdate eventtimestamp datetime occurredat time date horodatage dateheure
    orderdate invoicedate purchasedate transactiondate saledate datecommande dateachat datefacture
    datevente datetransaction createdat orderedat purchasedat paidat datecreation activitydate usagedate
    visitdate datevisite jour day ts when quand heure submittedat`),
  id: words('messageid eventid insertid eventuuid uuid idevenement id'),
  amount: words(`
    amount montant revenue totalprice total totalamount dollarvalue orderamount ordertotal ordervalue
    grandtotal montantttc totalttc montanttotal montantcommande montantht totalht prixtotal ca
    chiffredaffaires value valeur sales spend price prix mrramount mrr arramount arr monthlyamount
    mensualite tarif invoiceamount subtotal linetotal payment dollars euros`),
  currency: words('currency currencycode devise codedevise monnaie'),
  order: words(`
    orderid ordernumber orderno order invoiceno invoiceid invoicenumber invoice commande idcommande
    numerocommande numcommande nocommande refcommande referencecommande facture idfacture numerofacture
    nofacture numfacture transactionid transaction idtransaction purchaseid receiptid ticket
    numeroticket saleid idvente paymentid`),
  contract: words(`
    subscriptionid contractid idabonnement idcontrat numerocontrat nocontrat numcontrat numeroabonnement
    subscription contract contrat abonnement membershipnumber`),
  offer: words(`
    offer offre plan planname plantier planid product productname produit formule tier typeabonnement
    package forfait sku pricing`),
  start: words(`
    start startdate startedat startsat debut datedebut datededebut begin begindate from subscribedat
    signupdate datesouscription dateinscription dateadhesion createdat activationdate`),
  end: words(`
    end enddate endedat endsat fin datefin datedefin canceledat cancelledat cancellationdate churndate
    churnedat dateresiliation resiliele terminatedat expirationdate expiresat to`),
  period: words(`
    period periode billingperiod billingfrequency frequency frequence interval billinginterval
    billingcycle periodicite cycle term duree`),
  seats: words('seats seatcount licenses licences places sieges quantity quantite users utilisateurs'),
  paidThrough: words(`
    paidthrough paiduntil paidthroughdate currentperiodend payejusquau validuntil dateecheance echeance`),
  renewal: words('renewal renewaldate renewsat renewson nextrenewal renouvellement daterenouvellement'),
  notice: words('notice noticedate noticeperiod preavis datepreavis noticegivenat'),
  discount: words('discount discountamount discountpercent remise reduction rabais'),
  discountEnd: words('discountend discountends discountenddate finremise datefinremise'),
  cancelled: words('cancelledon canceledon cancelrequestedat datedemanderesiliation demandederesiliation'),
  paused: words('pausedat pausedon pausestart pausedate datepause debutpause datededebutpause'),
  resumes: words('resumesat resumedate resumeson pauseend finpause datefinpause datereprise reprise'),
  trialEnd: words('trialend trialendsat trialenddate finessai datefinessai trialendson'),
  pastDueSince: words('pastduesince unpaidsince impayedepuis dateimpaye overduesince'),
  cancelReason: words('cancelreason cancellationreason motifresiliation'),
  status: words('subscriptionstatus statutabonnement'), // a plain "status" is often about something else
  periodStart: words('currentperiodstart currenttermstart debutperiode'),
  cancelAtEnd: words('cancelatperiodend'),
  amountPer: [], // said, not found: whether a price is that of one seat
  periodCount: words('billingperiodcount intervalcount'),
};

/** A name without accents, case and marks: `Numéro_client` and `numeroClient` are `numeroclient`, `N° client` `noclient`. */
export const plainName = (name: string): string =>
  name
    .replaceAll(/[°º]/g, 'o')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');

/** How well a column's name says a field: 0 is best, undefined not at all. */
export function fits(column: string, field: FieldName): number | undefined {
  const found = names[field].indexOf(plainName(column));
  return found < 0 ? undefined : found;
}
