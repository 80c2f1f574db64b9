package mail

import (
	"strings"
	"testing"
)

// signalMail is a mail in the thread without any header of a machine; an empty from is a person's address.
type signalMail struct{ name, from, subject, text string }

var machineMails = []signalMail{
	// help desks
	{"desk en", "", "Re: Intro", "Thank you for contacting Globex. Your request has been received and a member of our " +
		"team will respond within 24 hours."},
	{"desk en case", "", "Case #00412345 Intro", "Hi, your case number is 00412345. One of our agents will get back to " +
		"you shortly."},
	{"desk en email", "Globex Support <support@acme.example>", "Re: Intro",
		"We've got your email! Somebody will be in touch as soon as possible."},
	{"desk de", "", "AW: Intro", "Guten Tag, vielen Dank für Ihre Anfrage. Wir haben Ihre Nachricht erhalten und " +
		"werden diese schnellstmöglich bearbeiten."},
	{"desk de ticket", "", "[Ticket#20261124] Intro", "Ihre E-Mail ist bei uns eingegangen. Ein Mitarbeiter meldet " +
		"sich in Kürze bei Ihnen."},
	{"desk fr", "", "RE: Intro", "Bonjour, nous avons bien reçu votre message et nous vous répondrons dans les plus " +
		"brefs délais."},
	{"desk fr ticket", "Service Client <contact@acme.example>", "RE: Intro",
		"Votre demande a été enregistrée sous le numéro 48211. Un conseiller vous contactera."},
	{"desk es", "", "RE: Intro", "Gracias por contactar con nosotros. Hemos recibido su consulta y uno de nuestros " +
		"agentes le responderá a la brevedad."},
	{"desk it", "", "R: Intro", "Gentile cliente, abbiamo ricevuto la Sua richiesta e le risponderemo il prima " +
		"possibile. Numero di pratica 99812."},
	{"desk nl", "", "RE: Intro", "Bedankt voor uw bericht. Wij hebben uw aanvraag ontvangen en nemen zo snel mogelijk " +
		"contact met u op."},
	{"desk pt", "", "RES: Intro", "Obrigado pelo seu contato. Recebemos a sua mensagem e responderemos o mais breve " +
		"possível. Protocolo 778812."},
	{"desk pl", "", "Odp: Intro", "Dziękujemy za kontakt. Otrzymaliśmy Państwa wiadomość i odpowiemy jak najszybciej. " +
		"Numer zgłoszenia: 55120."},
	{"desk sv", "", "SV: Intro", "Tack för ditt mejl! Vi har tagit emot ditt meddelande och återkommer så snart som " +
		"möjligt. Ärendenummer 4410."},
	{"desk da", "", "SV: Intro", "Tak for din henvendelse. Vi har modtaget din mail og vender tilbage hurtigst muligt."},
	{"desk no", "", "SV: Intro", "Takk for din henvendelse. Vi har mottatt meldingen din og svarer så snart som mulig. " +
		"Saksnummer 4410."},
	{"desk fi", "", "VS: Intro", "Kiitos yhteydenotostasi. Olemme vastaanottaneet viestisi ja vastaamme mahdollisimman " +
		"pian."},
	{"desk cs", "", "RE: Intro", "Děkujeme za Vaši zprávu. Váš požadavek jsme přijali pod číslem 8812 a ozveme se co " +
		"nejdříve."},
	{"desk ru", "", "RE: Intro", "Здравствуйте! Ваше обращение получено и зарегистрировано под номером 4432. Мы " +
		"ответим в ближайшее время."},
	{"desk ja", "", "RE: Intro", "お問い合わせありがとうございます。お客様のお問い合わせを受け付けました。担当者より2営業日以内にご連絡いたします。"},
	{"desk zh", "", "回复: Intro", "您好，感谢您的来信。我们已收到您的邮件，工作人员将尽快回复。"},
	{"desk ko", "", "RE: Intro", "안녕하세요. 고객님의 문의가 접수되었습니다. 담당자가 빠른 시일 내에 답변드리겠습니다."},
	{"desk hu", "", "RE: Intro", "Köszönjük megkeresését. Üzenetét megkaptuk, hamarosan válaszolunk. Ügyszám: 44120."},
	{"desk tr", "", "YNT: Intro",
		"Mesajınız bize ulaştı, teşekkür ederiz. Ekibimiz en kısa sürede size dönüş yapacaktır."},
	{"desk marker", "", "Intro", "##- Please type your reply above this line -##\n\nYour request was updated."},
	{"jira key", "Globex <jira@acme.example>", "SUP-4411 Intro",
		"Just confirming that we got your request. Our support team is on it."},
	{"portal", "", "Request 44120: Intro", "We received your request and it is being reviewed. You can track your " +
		"request in our support portal."},
	{"desk uk", "", "RE: Intro", "Ваше звернення отримано. Ми відповімо найближчим часом."},
	{"desk ko number", "", "RE: Intro", "문의해 주셔서 감사합니다. 접수번호는 3344이며 담당자가 확인 후 연락드리겠습니다."},
	// self-declared
	{"automatic en", "", "Re: Intro", "This e-mail was sent automatically, nobody reads the answers."},
	{"automatic de", "", "AW: Intro", "Diese E-Mail wurde automatisch erzeugt."},
	{"automatic fr", "", "RE: Intro", "Ce message a été envoyé automatiquement par notre système."},
	{"automatic es", "", "RE: Intro", "Este correo fue generado automáticamente, por favor no responda."},
	{"automatic pl", "", "Odp: Intro", "Ta wiadomość została wygenerowana automatycznie."},
	{"automatic cs", "", "RE: Intro", "Tato zpráva byla vygenerována automaticky, neodpovídejte na ni."},
	{"automatic fi", "", "VS: Intro", "Tämä viesti on lähetetty automaattisesti. Älä vastaa tähän viestiin."},
	{"automatic sv", "", "SV: Intro", "Detta meddelande är automatiskt genererat."},
	// challenges
	{"challenge en", "", "Re: Intro", "I use a spam blocker. Please verify that you are a real person by clicking this " +
		"link: https://check.example/a"},
	{"challenge de", "", "AW: Intro", "Damit Ihre Nachricht zugestellt wird, bestätigen Sie bitte, dass Sie ein Mensch " +
		"sind: https://check.example/a"},
	{"challenge fr", "", "RE: Intro", "Pour que votre message soit remis, merci de confirmer que vous êtes humain en " +
		"cliquant sur ce lien : https://check.example/a"},
	{"challenge es", "", "RE: Intro", "Para entregar su mensaje, confirme que es un ser humano haciendo clic en el " +
		"enlace: https://check.example/a"},
	{"challenge it", "", "R: Intro", "Per consegnare il suo messaggio, verifichi di essere umano: cliccando sul link " +
		"https://check.example/a conferma di essere una persona reale."},
	{"challenge nl", "", "RE: Intro", "Om uw bericht te bezorgen, bevestig dat u een mens bent via de link " +
		"https://check.example/a"},
	{"challenge pt", "", "RES: Intro", "Para que a sua mensagem seja entregue, confirme que não é um robô clicando no " +
		"link https://check.example/a"},
	{"challenge pl", "", "Odp: Intro", "Aby dostarczyć Twoją wiadomość, potwierdź, że jesteś człowiekiem, kliknij " +
		"link: https://check.example/a"},
	{"challenge subject", "", "Please verify your email", "Your message will be delivered once you verify your " +
		"address. Click the link below."},
	{"challenge link de", "", "AW: Intro", "Zum Schutz vor Spam bestätigen Sie bitte Ihre Nachricht über folgenden " +
		"Link: https://check.example/a"},
	// filters
	{"quarantine en", "", "Message quarantined: Intro", "Your message was placed in quarantine and awaits review."},
	{"quarantine de", "Spamfilter <postmaster@acme.example>", "Quarantäne: Intro",
		"Ihre Nachricht wurde als Spam eingestuft und in die Quarantäne verschoben."},
	{"quarantine fr", "Filtre <postmaster@acme.example>", "Mise en quarantaine",
		"Votre message a été identifié comme spam et placé en quarantaine."},
	{"quarantine es", "", "Mensaje en cuarentena", "Su mensaje ha sido puesto en cuarentena por nuestro filtro."},
	{"quarantine it", "", "Messaggio in quarantena", "Il suo messaggio è stato messo in quarantena."},
	{"quarantine nl", "", "Bericht in quarantaine", "Uw bericht werd als spam aangemerkt en is in quarantaine " +
		"geplaatst. Dit bericht is automatisch verzonden."},
	// lists
	{"moderation en", "", "Your message to team awaits moderator approval",
		"Your mail to 'team' is being held until the list moderator can review it."},
	{"moderation google", "Globex Team <team+owner@acme.example>", "Pending: Intro",
		"Your message to the group is pending approval by a moderator."},
	{"moderation de", "team-owner@acme.example", "Ihre Nachricht an Team wartet auf Freigabe",
		"Ihre Nachricht an die Liste wartet auf die Freigabe durch einen Moderator."},
	{"moderation fr", "team-owner@acme.example", "Votre message est en attente d'approbation",
		"Votre message à la liste est en attente de l'approbation du modérateur."},
	{"moderation es", "team-owner@acme.example", "Su mensaje espera aprobación",
		"Su mensaje a la lista de correo está pendiente de aprobación del moderador."},
	{"moderation cs", "team-owner@acme.example", "Vaše zpráva čeká na schválení",
		"Vaše zpráva do konference čeká na schválení moderátorem."},
	{"not a member", "team-request@acme.example", "Posting to team",
		"You are not allowed to post to this mailing list, and your message has been rejected."},
	{"not authorized", "Listserv <listserv@acme.example>", "Rejected posting to SALES",
		"You are not authorized to send mail to the SALES list."},
	// who is gone
	{"left en", "", "Re: Intro", "I have left Acme. Please contact Jane Doe at jane@acme.example."},
	{"left en named", "", "Re: Intro", "Rob Roe no longer works here. Please forward your enquiry to sales@acme.example."},
	{"left de", "", "AW: Intro", "Rob Roe hat das Unternehmen verlassen. Ihre Nachricht wird nicht weitergeleitet. " +
		"Bitte wenden Sie sich an info@acme.example."},
	{"left fr", "", "RE: Intro", "Bonjour, Rob Roe ne travaille plus chez Acme. Merci de contacter contact@acme.example."},
	{"left es", "", "RE: Intro", "Rob Roe ya no trabaja en Acme. Por favor, contacte con ventas@acme.example."},
	{"left it", "", "R: Intro", "Rob Roe non lavora più in Acme. Vi preghiamo di scrivere a info@acme.example."},
	{"left nl", "", "RE: Intro", "Rob Roe is niet meer werkzaam bij Acme. Neem contact op met info@acme.example."},
	{"left pt", "", "RES: Intro", "Rob Roe não trabalha mais na Acme. Por favor, contate vendas@acme.example."},
	{"left pl", "", "Odp: Intro", "Rob Roe już nie pracuje w Acme. Proszę o kontakt: biuro@acme.example."},
	{"left sv", "", "SV: Intro", "Rob Roe arbetar inte längre på Acme. Kontakta info@acme.example."},
	{"left da", "", "SV: Intro", "Rob Roe arbejder ikke længere hos Acme. Kontakt venligst info@acme.example."},
	{"left no", "", "SV: Intro", "Rob Roe har sluttet i Acme. Ta kontakt med post@acme.example."},
	{"left fi", "", "VS: Intro", "Rob Roe ei ole enää Acmen palveluksessa. Ota yhteyttä: info@acme.example."},
	{"left cs", "", "RE: Intro", "Rob Roe již nepracuje ve společnosti Acme. Kontaktujte prosím info@acme.example."},
	{"left ru", "", "RE: Intro", "Rob Roe больше не работает в компании. Обращайтесь по адресу info@acme.example."},
	{"moved en", "", "New email address", "Please note that my email address has changed to rob@new.example. Please " +
		"update your address book."},
	{"moved de", "", "Neue E-Mail-Adresse", "Meine E-Mail-Adresse hat sich geändert. Bitte verwenden Sie ab sofort " +
		"rob@new.example."},
	{"moved fr", "", "Changement d'adresse", "Mon adresse a changé. Merci d'utiliser désormais rob@new.example."},
	{"moved es", "", "Cambio de correo", "He cambiado mi correo. A partir de ahora utilice rob@new.example."},
	{"moved it", "", "Cambio indirizzo", "Il mio indirizzo è cambiato: d'ora in poi utilizzare rob@new.example."},
	{"moved nl", "", "Nieuw e-mailadres", "Mijn e-mailadres is gewijzigd. Gebruik voortaan rob@new.example."},
	// the same in other languages and other words
	{"left ro", "Ion Popescu <ion.popescu@firma.example>", "Re: Intro",
		"Bună ziua, Vă informez că începând cu 1 octombrie nu mai fac parte din echipa Firma SRL. " +
			"Pentru orice solicitare vă rog să vă adresați colegei mele, Maria Ionescu " +
			"(maria.ionescu@firma.example). Cu stimă, Ion Popescu"},
	{"left hu", "Kiss Péter <peter.kiss@ceg.example>", "Re: Intro",
		"Tisztelt Partnerünk! Tájékoztatom, hogy Kiss Péter munkaviszonya cégünknél megszűnt. " +
			"Kérjük, keressék Nagy Annát az anna.nagy@ceg.example címen."},
	{"left tr", "Ayşe Yılmaz <ayse@sirket.example>", "YNT: Intro",
		"Merhaba, Şirketimizdeki görevimden ayrılmış bulunmaktayım. Talepleriniz için lütfen " +
			"mehmet@sirket.example adresine yazınız."},
	{"left el", "Nikos <nikos@etairia.example>", "Απ: Intro",
		"Καλησπέρα σας, δεν εργάζομαι πλέον στην εταιρεία. Παρακαλώ απευθυνθείτε στο " +
			"info@etairia.example."},
	{"left uk", "Олена <olena@firma.example>", "Re: Intro",
		"Доброго дня! Я більше не працюю в компанії. З усіх питань звертайтеся до Івана: " +
			"ivan@firma.example"},
	{"left de2", "Petra Kurz <petra.kurz@acme.example>", "AW: Intro",
		"Guten Tag, ich bin seit dem 1. September nicht mehr für die ACME GmbH im Einsatz. Ihr " +
			"neuer Ansprechpartner ist Herr Uwe Lang, u.lang@acme.example, Tel. 030 123456. Diese " +
			"E-Mail wird weder gelesen noch weitergeleitet."},
	{"left en2", "Dana Fox <dana.fox@acme.example>", "Dana Fox no longer with Acme",
		"Dana Fox's employment with Acme ended on 30 September. Her mailbox is not being watched. " +
			"Anything urgent goes to frontdesk@acme.example."},
	{"left fr2", "Luc Petit <luc.petit@acme.example>", "RE: Intro",
		"Bonjour, Ayant quitté mes fonctions au sein d'Acme, je ne pourrai pas donner suite à " +
			"votre message. Mon successeur, Anne Blanc, se tient à votre disposition : " +
			"anne.blanc@acme.example."},
	{"retired sv", "Sven Berg <sven@bolag.example>", "SV: Intro",
		"Hej! Jag har gått i pension och läser inte längre denna brevlåda. Kontakta Lisa på " +
			"lisa@bolag.example i stället."},
	{"moved pl", "Jan Kowal <jan@stara.example>", "Odp: Intro",
		"Dzień dobry, ten adres e-mail został wyłączony. Mój aktualny adres to " +
			"jan.kowal@nowa.example, proszę zaktualizować kontakt."},
	{"moved ja", "田中 <tanaka@old.example>", "メールアドレス変更のお知らせ",
		"いつもお世話になっております。 このたびメールアドレスを変更いたしました。今後は tanaka@new.example までお送りください。 " +
			"旧アドレスは来月末で使用できなくなります。"},
	{"moved pt", "Ana Silva <ana@velha.example>", "RES: Intro",
		"Olá! Este endereço foi desativado. Por favor passe a escrever para ana@nova.example."},
	{"desk da2", "Kundecenter <kunde@firma.example>", "Sag 448812: Intro",
		"Hej Vi bekræfter modtagelsen af din e-mail. Sagen har fået nummer 448812, og du hører " +
			"fra os inden for to arbejdsdage."},
	{"desk el", "Υποστήριξη <support@etairia.example>", "[#55123] Intro",
		"Αγαπητέ πελάτη, το αίτημά σας καταχωρήθηκε με αριθμό 55123. Θα επικοινωνήσουμε μαζί σας " +
			"σύντομα."},
	{"desk ro", "Suport <suport@firma.example>", "Re: Intro [Tichet 20991]",
		"Bună ziua, solicitarea dumneavoastră a fost înregistrată cu numărul 20991. Un coleg vă " +
			"va răspunde în cel mai scurt timp."},
	{"desk zh", "客户服务 <kefu@gongsi.example>", "自动确认：Intro", "尊敬的客户：您的咨询已登记，服务单号为 A20261130。我们会在一个工作日内与您联系。"},
	{"desk en3", "Acme Helpline <ask@acme.example>", "We're on the case! Intro (INC0012345)",
		"Hello there, This is to let you know that we have got your note and logged it as " +
			"INC0012345. You don't need to do anything. We aim to answer within one working day."},
	{"desk vi", "Hỗ trợ <hotro@congty.example>", "Re: Intro",
		"Cảm ơn bạn đã liên hệ. Chúng tôi đã nhận được yêu cầu của bạn và sẽ phản hồi trong thời " +
			"gian sớm nhất. Mã yêu cầu: 88123."},
	{"chall sv", "Eva <eva@bolag.example>", "SV: Intro",
		"Hej! Jag använder ett filter mot skräppost. För att ditt mejl ska nå mig behöver du " +
			"bekräfta att du inte är en robot. Klicka på länken: https://kolla.example/x1"},
	{"chall en2", "Guarded <kim@acme.example>", "[Action needed] your email to kim@acme.example",
		"You have not written to kim@acme.example before, so your message is waiting at the gate. " +
			"Solve the puzzle at https://gate.example/p?i=1 within 3 days and it goes through. You " +
			"only do this once."},
	{"chall ru", "Олег <oleg@firma.example>", "Re: Intro",
		"Чтобы ваше письмо было доставлено, подтвердите, что вы не робот, перейдя по ссылке " +
			"https://check.example/7"},
	{"quar pl", "Brama pocztowa <brama@firma.example>", "Wiadomość zatrzymana: Intro",
		"Państwa wiadomość została zatrzymana w kwarantannie. Administrator zdecyduje, czy ją " +
			"dostarczyć."},
	{"quar sv", "Mailskydd <skydd@bolag.example>", "Meddelande i karantän",
		"Ditt meddelande till eva@bolag.example har satts i karantän eftersom det misstänks vara " +
			"skräppost."},
	{"quar en2", "Mail Gateway <gateway@acme.example>", "Attachment policy: Intro",
		"The message you sent to rob@acme.example contained a file type that our policy does not " +
			"allow. It has been held and will be examined by our security staff."},
	{"mod ru", "sales-owner@firma.example", "Ваше сообщение ожидает проверки",
		"Ваше сообщение в список рассылки sales задержано до проверки модератором, поскольку вы " +
			"не подписаны на этот список."},
	{"left es too", "Marta Gil <marta.gil@acme.example>", "RE: Intro",
		"Estimado remitente: Desde el pasado 15 de noviembre no formo parte de la plantilla de " +
			"Acme. A partir de esa fecha le atenderá mi compañero Luis Sanz (luis.sanz@acme.example)."},
	{"left it too", "Paolo Neri <paolo.neri@acme.example>", "R: Intro",
		"Gentili, il mio rapporto di lavoro con Acme si è concluso il 30 settembre. Per ogni " +
			"necessità potete rivolgervi a Sara Conti, s.conti@acme.example."},
	{"left nl too", "Joris <joris@acme.example>", "RE: Intro",
		"Beste, Sinds 1 november ben ik niet meer bij Acme in dienst. Voor vragen kun je terecht " +
			"bij Femke: femke@acme.example."},
	{"left fi too", "Mikko <mikko@acme.example>", "VS: Intro",
		"Hei, työsuhteeni Acmella on päättynyt. Asioitani hoitaa jatkossa Liisa Virta, " +
			"liisa.virta@acme.example."},
	{"left cs too", "Karel <karel@acme.example>", "RE: Intro",
		"Dobrý den, můj pracovní poměr ve společnosti Acme skončil. Obraťte se prosím na kolegyni " +
			"Evu, eva@acme.example."},
	{"left ko too", "김민수 <minsu@acme.example>", "RE: Intro",
		"안녕하세요. 저는 11월 말로 회사를 그만두었습니다. 업무 관련 문의는 이영희 과장(younghee@acme.example)에게 부탁드립니다."},
	{"left no too", "Ola <ola@acme.example>", "SV: Intro",
		"Hei! Jeg har begynt i ny jobb og er ikke lenger å treffe på denne adressen. Kari " +
			"overtar: kari@acme.example"},
	{"moved da too", "Mads <mads@gammel.example>", "SV: Intro",
		"Jeg har fået ny mailadresse: mads@ny.example. Den gamle lukkes ved årets udgang."},
	{"moved de too", "Kai <kai@alt.example>", "AW: Intro",
		"Dieses Postfach wird zum Jahresende abgeschaltet. Sie erreichen mich künftig unter " +
			"kai@neu.example."},
	{"moved en too", "Joan <joan@old.example>", "Re: Intro",
		"Our company has been renamed. Mail to this domain is only forwarded until March, so " +
			"kindly write to joan@new.example from today."},
	{"chall pl too", "Ewa <ewa@acme.example>", "Odp: Intro",
		"Pana wiadomość czeka na potwierdzenie. Proszę kliknąć poniższy odnośnik, aby dowieść, że " +
			"wysłał ją człowiek: https://ok.example/1"},
	{"chall en too", "Ben <ben@acme.example>", "Re: Intro",
		"Hi, this address is protected. Since you are not on my list of known senders, please " +
			"confirm your message here: https://ok.example/3"},
	{"quar en too", "Acme Shield <shield@acme.example>", "Held for review: Intro",
		"Your email to ben@acme.example looked suspicious and was put on hold. An administrator " +
			"will look at it."},
	{"mod en too", "Acme Groups <groups@acme.example>", "Your post to sales-team needs approval",
		"Posts to sales-team by people outside of the organisation are checked by an owner of the " +
			"group first. Yours is in the queue."},
	{"desk th too", "ฝ่ายบริการ <service@acme.example>", "Re: Intro",
		"ขอบคุณที่ติดต่อเรา เราได้รับข้อความของคุณแล้ว และจะติดต่อกลับภายใน 24 ชั่วโมง"},
	{"desk ar too", "الدعم <support@acme.example>", "Re: Intro",
		"شكراً لتواصلك معنا. لقد استلمنا رسالتك وسيتم الرد عليك في أقرب وقت. رقم الطلب 4481."},
	{"desk he too", "שירות לקוחות <service@acme.example>", "Re: Intro",
		"תודה על פנייתך. הפנייה נרשמה ומספרה 4481. נחזור אליך בהקדם."},
	{"left de, other words", "Uwe Kern <uwe.kern@acme.example>", "AW: Intro",
		"Sehr geehrte Damen und Herren, mein Arbeitsverhältnis bei der Acme GmbH endet mit dem " +
			"heutigen Tag. Bitte richten Sie Ihre Anliegen an Frau Horn (horn@acme.example)."},
	{"left pt, other words", "Rui <rui@acme.example>", "RES: Intro",
		"Prezados, informo que me desliguei da Acme em outubro. Os assuntos passam a ser tratados " +
			"por Joana: joana@acme.example"},
	{"left ru, other words", "Иван <ivan@acme.example>", "Re: Intro",
		"Добрый день! Я завершил работу в компании Acme. По всем вопросам пишите Марии, " +
			"maria@acme.example."},
	{"moved es, other words", "Leo <leo@viejo.example>", "RE: Intro",
		"Esta cuenta de correo dejará de funcionar en enero; mi nueva dirección es " +
			"leo@nuevo.example. Actualice su agenda, por favor."},
	{"moved cs, other words", "Pavel <pavel@stary.example>", "RE: Intro",
		"Tato adresa již není aktivní, pište mi prosím na pavel@novy.example."},
	{"desk en, other words", "Orders <orders@acme.example>", "Your message to Acme (ref 99-1201)",
		"Good news, your message reached us safely. Its reference is 99-1201. Expect to hear from " +
			"one of us by the end of the next business day."},
	{"desk id, other words", "Layanan <layanan@acme.example>", "Re: Intro",
		"Terima kasih telah menghubungi kami. Pesan Anda sudah kami terima dan akan kami balas " +
			"dalam waktu 1x24 jam. Nomor tiket: 5521."},
	{"desk bg, other words", "Поддръжка <support@acme.example>", "Re: Intro",
		"Вашето запитване е получено и регистрирано под номер 5521. Ще отговорим възможно " +
			"най-скоро."},
	{"chall de, other words", "Mia <mia@acme.example>", "AW: Intro",
		"Ihre Nachricht wartet noch. Da wir uns nicht kennen, lösen Sie bitte das kleine Rätsel " +
			"unter https://ok.example/9, dann wird sie zugestellt."},
	{"chall pt, other words", "Zé <ze@acme.example>", "RES: Intro",
		"O seu e-mail ficou retido porque o seu endereço não consta da minha lista de remetentes " +
			"autorizados. Confirme aqui: https://ok.example/8"},
	{"quar ko, other words", "메일 보안 <secure@acme.example>", "메일 격리 알림: Intro", "보내신 메일이 스팸으로 분류되어 격리되었습니다."},
	{"mod zh, other words", "sales-owner@acme.example", "您的邮件正在等待审核", "您发送到邮件列表 sales 的邮件正在等待管理员审核。"},
	{"left sl", "", "Re: Intro", "V podjetju Acme nisem več zaposlen. Prosim, obrnite se na info@acme.example."},
	{"position gone", "", "Re: Intro", "My role at Acme was eliminated in October. Reach my former team under " +
		"team@acme.example."},
	{"desk en queue", "", "Re: Intro", "Your enquiry is in the queue. Most enquiries are answered the same day."},
	{"quarantine fi", "", "Viesti karanteenissa", "Viestisi on siirretty karanteeniin ja ylläpito tarkistaa sen."},
}

// personMails speak of the same things, and people wrote them.
var personMails = []signalMail{
	{"i have received", "", "Re: Intro", "I have received your message, thanks. See you on Tuesday."},
	{"received plain", "", "Re: Intro", "Received your email, thanks."},
	{"received de", "", "AW: Intro", "Ich habe Ihre Nachricht erhalten, danke. Dienstag passt."},
	{"received de short", "", "AW: Intro", "Ihre E-Mail habe ich bekommen, ich melde mich morgen."},
	{"received fr", "", "RE: Intro", "J'ai bien reçu votre message, mardi me convient."},
	{"received fr later", "", "RE: Intro", "J'ai bien reçu votre demande, je reviens vers vous demain."},
	{"received es", "", "RE: Intro", "He recibido su correo, gracias. El martes me viene bien."},
	{"received it", "", "R: Intro", "Ho ricevuto il suo messaggio, martedì va bene."},
	{"received nl", "", "RE: Intro", "Ik heb je bericht ontvangen, dinsdag is prima."},
	{"received pt", "", "RES: Intro", "Recebi a sua mensagem, terça pode ser."},
	{"received pl", "", "Odp: Intro", "Otrzymałem Pana wiadomość, wtorek mi pasuje."},
	{"received sv", "", "SV: Intro", "Jag har fått ditt mejl, tisdag funkar."},
	{"received da", "", "SV: Intro", "Jeg har modtaget din mail, tirsdag passer fint."},
	{"received fi", "", "VS: Intro", "Sain viestisi, tiistai sopii."},
	{"received cs", "", "RE: Intro", "Vaši zprávu jsem dostal, úterý se mi hodí."},
	{"ticket need", "", "Re: Intro", "They want to replace their ticket system, 400 tickets a day, and I will ask " +
		"about budget."},
	{"ticket ours", "", "Re: Intro", "I opened a ticket with our IT for the firewall, number 4711. Can we still meet " +
		"on Tuesday?"},
	{"ticket number", "", "Re: Intro", "My ticket number with your support is 4711, they have not answered. Who can " +
		"help me?"},
	{"ticket tag", "", "Re: [Ticket #1001] Intro", "Tuesday at 3 works for me."},
	{"ticket tag asks", "", "[Ticket #1001] Intro", "Did you see this? I would like to talk about it with Rita."},
	{"desk person", "Globex Support <support@acme.example>", "Re: Intro",
		"Hi Rita, I can do Wednesday at 10. Send me the invite."},
	{"desk person short", "Anna Desk <info@acme.example>", "Re: Intro", "Wednesday is fine, see you then."},
	{"desk person de", "Vertrieb <info@acme.example>", "AW: Intro", "Hallo Frau Vance, Mittwoch um 10 Uhr passt uns gut."},
	{"logged by a person", "", "Re: Intro", "I logged your request with procurement, ticket 4412. They usually take a " +
		"week."},
	{"case", "", "Re: Intro", "We have a strong case for this: 300 requests a month. In case you need more numbers, " +
		"call me."},
	{"team", "", "Re: Intro", "Our team would like to see a demo before we decide. Budget is approved."},
	{"we answer", "", "Re: Intro", "We will get back to you after the board meeting."},
	{"we answer soon", "", "Re: Intro", "Thanks Rita, I'll get back to you shortly."},
	{"as soon as", "", "Re: Intro", "I'll send the contract as soon as legal is through."},
	{"request", "", "Re: Intro", "Your request for a demo has been passed on to me. I am free on Thursday."},
	{"quarantine it", "", "Re: Intro", "Sorry, your mail was in quarantine until today. Tuesday works."},
	{"quarantine seen", "", "Re: Intro", "Our filter put your message in quarantine, I only saw it now. Is the slot " +
		"still free?"},
	{"quarantine sick", "", "Re: Intro", "I am in quarantine this week, so let's do it by video."},
	{"quarantine de", "", "AW: Intro", "Ihre Mail lag bei uns in der Quarantäne, ich habe sie erst heute gesehen. Geht " +
		"Dienstag noch?"},
	{"spam talk", "", "Re: Intro", "Your invite went to spam, please send it again to this address."},
	{"spam need", "", "Re: Intro", "Need: a better spam filter, 2000 seats."},
	{"moderation panel", "", "Re: Intro", "I am on a panel as moderator on Tuesday, Wednesday is better for me."},
	{"moderation job", "", "Re: Intro", "Kim is our community moderator and approves posts in the group. She joins the " +
		"call."},
	{"moderation approval", "", "Re: Intro",
		"The budget is still waiting for approval by our CFO, I expect it on Friday."},
	{"member", "", "Re: Intro", "She is not a member of the buying team, so I'd bring in Tom."},
	{"list", "", "Re: Intro", "Please add me to the mailing list, and Tuesday is good."},
	{"verify", "", "Re: Intro", "Could you verify the number of seats before the call?"},
	{"verify link", "", "Re: Intro", "I clicked the link and confirmed the time. See you on Tuesday."},
	{"verify identity", "", "Re: Intro", "Please confirm that you are bringing the security sheet, our CISO wants to " +
		"verify it."},
	{"verify de", "", "AW: Intro", "Bitte bestätigen Sie den Termin noch einmal, ich klicke dann auf den Link."},
	{"human", "", "Re: Intro", "Nice to talk to a human for once and not to a robot. Tuesday?"},
	{"paul left", "", "Re: Intro", "Paul is no longer with us, but I can join."},
	{"paul left contact", "", "Re: Intro", "Paul has left the company, I took over his accounts. Tuesday works."},
	{"paul left de", "", "AW: Intro", "Herr Paul ist nicht mehr bei uns, ich übernehme den Termin."},
	{"paul left fr", "", "RE: Intro", "Paul ne travaille plus chez nous, je prends le relais. Mardi me convient."},
	{"paul left es", "", "RE: Intro", "Paul ya no trabaja con nosotros, pero puedo asistir yo."},
	{"jane left colleague", "", "Re: Intro", "Jane has left Globex. Her successor is kim@globex.example, shall I write " +
		"to her?"},
	{"jane left told", "", "Re: Intro", "Jane no longer works there."},
	{"left office", "", "Re: Intro", "I have left the office for today, call me on my mobile tomorrow."},
	{"moved and meets", "", "Re: Intro", "My new email address is rob@new.example. Tuesday works for me."},
	{"moved asks", "", "Re: Intro", "I have a new address, can you send the invite to rob@new.example?"},
	{"moved office", "", "Re: Intro", "We moved, the new address is Main Street 5. See you on Tuesday."},
	{"automatic need", "", "Re: Intro", "They want automatic replies for their support mailbox and an automated report " +
		"each week."},
	{"automatic talk", "", "Re: Intro", "I only got an automatic reply from Jane so far."},
	{"automatic de", "", "AW: Intro", "Ich habe nur eine automatische Antwort von ihr bekommen."},
	{"delivery", "", "Re: Intro", "Can you deliver by March? Please confirm your lead time."},
	{"no reply", "", "Re: Intro", "No reply from Jane yet, I will try her mobile."},
	{"contact", "", "Re: Intro", "Please contact Kim at kim@acme.example for the technical part, I stay in the loop."},
	{"contact de", "", "AW: Intro",
		"Bitte wenden Sie sich an Frau Muster (muster@acme.example), sie ist dafür zuständig."},
	{"contact fr", "", "RE: Intro", "Merci de contacter Marie (marie@acme.example), elle gère ce sujet."},
	{"long talk", "", "Re: Intro", "Thank you for your message. We received your offer and opened the discussion with " +
		"procurement; " +
		"I expect an answer by Friday and will call you then."},
	{"incident", "", "Re: Intro", "We had an incident yesterday, case closed now. Can we move to Thursday?"},
	{"absence told", "", "Re: Intro",
		"I am away all next week, so let us say the week after. My colleague Eva covers if it is " +
			"urgent."},
	{"left colleague told", "", "Re: Intro",
		"Just so you know, Maria has left the company and I took over her projects. Please send " +
			"the invitation to me."},
	{"ticket2 told", "", "Re: Intro",
		"The reason I write: your support closed our case 00123456 without an answer. I would " +
			"like somebody to look into it before we talk about renewal."},
	{"quarantine fr told", "", "RE: Intro",
		"Désolé, votre message était resté en quarantaine. Je viens de le libérer. Jeudi 10 h ?"},
	{"verify told", "", "Re: Intro",
		"Can you verify that the link to the meeting works? When I click it, it asks me to " +
			"confirm that I am not a robot, again and again."},
	{"newaddr told", "", "Re: Intro",
		"Small note: we are moving offices, the new address is 12 Mill Lane. Please come there on " +
			"Tuesday."},
	{"notlonger project too", "", "Re: Intro",
		"I no longer work on this project. Please contact Eva Lund, eva@acme.example, she " +
			"decides."},
	{"ja too", "", "RE: Intro", "ご連絡ありがとうございます。火曜日は不在にしておりますので、水曜日の午後はいかがでしょうか。"},
	{"away fr too", "", "RE: Intro",
		"Je suis en congé jusqu'au 4 décembre, mais on peut se parler le 7. Ma collègue Léa peut " +
			"aussi vous recevoir en cas d'urgence."},
	{"account too", "", "Re: Intro",
		"The demo account you opened for us has been disabled, the link is dead. Could you switch " +
			"it on again?"},
	{"filter too", "", "Re: Intro",
		"Your attachment was removed by our filter because of its file type. Please send a PDF."},
	{"left de too", "", "AW: Intro",
		"Hallo Frau Doe, ich verlasse die Firma Ende des Jahres und mein Nachfolger steht noch " +
			"nicht fest. Bis dahin gern mit mir."},
	{"ticket sys too", "", "Re: Intro",
		"We received about 300 requests last month and our team answers within two days, too " +
			"slow. That is why a new ticket system is on the table. Thursday?"},
	{"es too", "", "RE: Intro",
		"Hola, recibimos su propuesta y la estamos analizando. Le contestaremos la semana que " +
			"viene."},
	{"it too", "", "R: Intro",
		"Buongiorno, abbiamo ricevuto la sua proposta e la stiamo valutando con la direzione. Le " +
			"faremo sapere entro venerdì."},
	{"pl too", "", "Odp: Intro",
		"Dzień dobry, zgłoszenie 4481 zostało zamknięte bez odpowiedzi. Proszę o kontakt w tej " +
			"sprawie."},
	{"work done, other words", "", "Re: Intro", "Добрый день! Я завершил работу над отчётом, пришлите приглашение."},
	{"contract2, other words", "", "Re: Intro",
		"My contract with the old supplier has ended. Please send the invite to rob@acme.example."},
	{"contract3, other words", "", "RE: Intro",
		"Mon contrat avec l'ancien fournisseur est terminé. Écrivez-moi à rob@acme.example."},
	{"contract ended, other words", "", "Re: Intro",
		"My contract with the old supplier has ended and I want to start in January. Call me on " +
			"Thursday."},
	{"replace, other words", "", "AW: Intro",
		"Herr Klein ist in Rente gegangen, seine Themen habe ich übernommen. Donnerstag geht."},
	{"group, other words", "", "Re: Intro",
		"The purchase needs approval by the group owner, which takes a week. I write when it is " +
			"through."},
	{"case, other words", "", "Re: Intro",
		"Reference 4481 in your list is us. The request was registered under our old name, Acme " +
			"Holding."},
	{"ko, other words", "", "RE: Intro", "메일 잘 받았습니다. 내부 검토 후 다음 주에 연락드리겠습니다."},
	{"nl, other words", "", "RE: Intro", "We hebben je voorstel ontvangen en komen er volgende week op terug."},
	{"delegate, other words", "", "Re: Intro",
		"I am on parental leave from December on. My deputy Kim (kim@acme.example) runs the " +
			"project in my absence and would like to see you on Tuesday."},
	{"automatic process", "", "Re: Intro", "This is an automatic process for us: each request gets a number. We want " +
		"the same for chat."},
}

func TestSignals(t *testing.T) {
	if n := len(machineMails) + len(personMails); n < 120 {
		t.Errorf("%d mails are too few to say anything", n)
	}
	check := func(mails []signalMail, want Kind) {
		for _, s := range mails {
			raw := string(plain(s.subject, inThread, s.text))
			if s.from != "" {
				raw = strings.Replace(raw, "Rob Roe <rob@acme.example>", s.from, 1)
			}
			if m := Read([]byte(raw)); m.Kind != want {
				sum, why := m.signalled(m.ideas())
				t.Errorf("%s: kind %s (%s), want %s; %d: %s", s.name, m.Kind, m.Why, want, sum, why)
			}
		}
	}
	check(machineMails, KindAutoReply)
	check(personMails, KindHumanReply)
}

// Each signal is needed by its kind of mail: none decides alone, but what says of itself that it is automatic, or that
// a portal sent it.
func TestSignalsAlone(t *testing.T) {
	for _, s := range signals {
		if s.weight >= enough && s.what&automatic == 0 && s.what != replyMarker {
			t.Errorf("%s: weighs %d and decides alone", s.name, s.weight)
		}
	}
}
